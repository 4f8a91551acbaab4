"""The sentence of each refusal."""

from contest.scratch.words import SAVE_AGAIN, UPLOAD_AGAIN, Pair, then

REFUSALS: dict[str, Pair] = {
    "empty": then(("The file is empty.", "这个文件是空的，里面没有内容。"), SAVE_AGAIN),
    "file_too_large": (
        "The file is too large: {size} MB, and at most {limit} MB are allowed. Delete pictures and sounds that "
        "the game does not use, or shorten long recordings, and save it again.",
        "文件太大：{size} MB，最多允许 {limit} MB。请删去作品中没有用到的图片和声音，或剪短过长的录音，再重新保存。",
    ),
    "unpacked_too_large": (
        "Unpacked, the file would take {size} MB, and at most {limit} MB are allowed. Delete pictures and sounds "
        "that the game does not use, and save it again.",
        "文件解压后有 {size} MB，最多允许 {limit} MB。请删去作品中没有用到的图片和声音，再重新保存。",
    ),
    "project_too_large": (
        "The game's scripts and lists are too large to be read ({size} MB). Empty very long lists in Scratch, "
        "and save it again.",
        "作品的脚本和列表数据太大（{size} MB），无法读取。请在 Scratch 中清空特别长的列表，再重新保存。",
    ),
    "too_many_members": then(
        (
            "This zip file holds more than {limit} files; no Scratch project does.",
            "压缩包里的文件超过 {limit} 个，不是正常的 Scratch 作品。",
        ),
        SAVE_AGAIN,
    ),
    "zip_bomb": then(
        (
            "The file unpacks to more than it says: it is damaged, or built to do harm. It is not taken.",
            "这个文件解压后比它标明的大：可能已损坏，也可能是有意做成这样的，为了安全不能接收。",
        ),
        SAVE_AGAIN,
    ),
    "unsafe_name": then(
        (
            "The file holds a part whose name points outside of it ({name}); it is not taken.",
            "文件里有一个部分的名称指向文件之外（{name}），为了安全不能接收。",
        ),
        SAVE_AGAIN,
    ),
    "encrypted": (
        "The file is locked with a password, so neither we nor Scratch can open it. Upload the .sb3 file itself, "
        "as Scratch saves it, without packing it.",
        "文件设了密码，我们和 Scratch 都打不开。请直接上传 Scratch 保存的 .sb3 文件，不要再打包加密。",
    ),
    "unsupported_compression": (
        "The file was packed in a way that Scratch cannot read. Upload the .sb3 file itself, as Scratch saves it, "
        "without packing it again.",
        "文件的压缩方式 Scratch 读不了。请直接上传 Scratch 保存的 .sb3 文件，不要用其他软件重新打包。",
    ),
    "truncated_zip": then(
        (
            "The file is cut off: only its first {whole} parts could be read ({kb} KB).",
            "文件不完整，后面缺了一截：只读到前 {whole} 个部分（{kb} KB）。",
        ),
        UPLOAD_AGAIN,
    ),
    "damaged_zip": then(
        (
            "The file is damaged: only {whole} of its parts could be read ({kb} KB).",
            "文件已损坏：只有 {whole} 个部分读得出来（{kb} KB）。",
        ),
        UPLOAD_AGAIN,
    ),
    "damaged_project": then(
        (
            "The part of the file that holds the scripts is damaged and cannot be unpacked. Of its other parts, "
            "{whole} could be read ({kb} KB).",
            "文件中存放脚本的部分已损坏，无法解压；其他部分读出了 {whole} 个（{kb} KB）。",
        ),
        UPLOAD_AGAIN,
    ),
    "scratch1_damaged": then(
        (
            "This is a Scratch 1.4 file, but it is cut off or damaged.",
            "这是 Scratch 1.4 的文件，但不完整或已损坏。",
        ),
        UPLOAD_AGAIN,
    ),
    "invalid_json": then(
        (
            "The file looks like a Scratch project, but its contents cannot be read (at character {position}).",
            "文件看上去是 Scratch 作品，但内容读不出来（第 {position} 个字符处有错）。",
        ),
        SAVE_AGAIN,
    ),
    "json_too_deep": then(
        (
            "The contents of the file are nested too deeply to be read; Scratch does not write such files.",
            "文件内容嵌套得太深，无法读取；Scratch 不会保存出这样的文件。",
        ),
        SAVE_AGAIN,
    ),
    "invalid_project": (
        "Scratch itself cannot open this file: something is wrong at {path}. Check whether it opens in Scratch. "
        "If it does not, upload an earlier copy of the game.",
        "Scratch 自己也打不开这个文件：{path} 处的内容有错。请在 Scratch 中试一试；如果打不开，请上传较早保存的一份。",
    ),
    "single_sprite": (
        "This is a single sprite, not a whole project. In Scratch, choose File → Save to your computer (not "
        "“export” on the sprite), and upload that file.",
        "这只是一个角色，不是整个作品。请在 Scratch 中点“文件 → 保存到电脑”（不是对角色点“导出”），再上传得到的文件。",
    ),
    "bare_json": then(
        (
            "This is only the text of a project, without its pictures and sounds.",
            "这只是作品的文字数据（JSON），缺少图片和声音。",
        ),
        SAVE_AGAIN,
    ),
    "zip_of_projects": (
        "This is a zip file with Scratch files in it ({count}), not a Scratch file. Unpack it first, and upload the "
        "Scratch files themselves.",
        "这是一个压缩包，里面装着 {count} 个 Scratch 文件，它本身不是作品。请先解压，再上传里面的 Scratch 文件。",
    ),
    "folder_too_deep": (
        "This zip file holds a project inside of several folders, where Scratch does not find it. Upload the .sb3 "
        "file as Scratch saves it, without packing it again.",
        "压缩包里的作品放在多层文件夹中，Scratch 找不到。请直接上传 Scratch 保存的 .sb3 文件，不要重新打包。",
    ),
    "other_zip": then(
        ("This is a zip file, but there is no Scratch project in it.", "这是一个压缩包，但里面没有 Scratch 作品。"),
        SAVE_AGAIN,
    ),
    "office_document": then(
        ("This is a {kind}, not a Scratch project.", "这是{kind}，不是 Scratch 作品。"), SAVE_AGAIN
    ),
    "image": then(
        (
            "This is a picture ({kind}), not a Scratch project.",
            "这是一张图片（{kind}），不是 Scratch 作品。",
        ),
        SAVE_AGAIN,
    ),
    "media": then(
        (
            "This is a sound or a video ({kind}), not a Scratch project.",
            "这是声音或视频（{kind}），不是 Scratch 作品。",
        ),
        SAVE_AGAIN,
    ),
    "pdf": then(("This is a PDF document, not a Scratch project.", "这是 PDF 文档，不是 Scratch 作品。"), SAVE_AGAIN),
    "archive": (
        "This is a {kind} archive, not a Scratch project. Unpack it first, and upload the Scratch file in it.",
        "这是 {kind} 压缩包，不是 Scratch 作品。请先解压，再上传里面的 Scratch 文件。",
    ),
    "program": then(
        ("This is a computer program, not a Scratch project.", "这是电脑程序，不是 Scratch 作品。"), SAVE_AGAIN
    ),
    "shortcut": (
        "This is only a shortcut that leads to a file, not the file itself. Find the .sb3 file to which it leads, and "
        "upload that.",
        "这只是一个快捷方式，不是文件本身。请找到它指向的 .sb3 文件，再上传那个文件。",
    ),
    "web_page": then(
        (
            "This is a web page, not a Scratch project. Perhaps a download went wrong, or the game was exported.",
            "这是一个网页，不是 Scratch 作品。可能是下载出错，或者把作品导出成了网页。",
        ),
        SAVE_AGAIN,
    ),
    "apple_double": (
        "This is a side file that macOS adds when it packs files (its name begins with “._”). Upload the file of "
        "the same name without “._”; it is larger.",
        "这是苹果电脑打包时附带的小文件（文件名以“._”开头），不是作品。请上传同名、不带“._”、更大的那个文件。",
    ),
    "plain_text": then(
        ("This is a text file, not a Scratch project.", "这是文本文件，不是 Scratch 作品。"), SAVE_AGAIN
    ),
    "unknown_file": then(
        ("This is not a Scratch project; it is not known what it is.", "这不是 Scratch 作品，也认不出是什么文件。"),
        SAVE_AGAIN,
    ),
}
