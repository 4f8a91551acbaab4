"""The sentence of each thing that a teacher should know about a project that opens."""

from contest.scratch.words import SAVE_AGAIN, Pair, then

WARNINGS: dict[str, Pair] = {
    "scratch_refuses": then(
        (
            "The file's text is not quite as Scratch writes it; the Scratch editor may refuse to open it.",
            "文件内容与 Scratch 的写法略有出入，Scratch 编辑器可能打不开。",
        ),
        SAVE_AGAIN,
    ),
    "project_crc": (
        "A check number of the project does not match: the file may have been damaged on the way. Play it to the "
        "end once; if something is odd, upload it again.",
        "作品数据的校验值不符，文件在传输中可能受损。请完整试玩一遍，如有异常请重新上传。",
    ),
    "no_stage": (
        "The project has no stage and no sprites: nothing will be seen.",
        "作品里没有舞台也没有角色，打开后什么也看不到。请检查是否上传了正确的文件。",
    ),
    "no_sprites": (
        "The project has no sprite, only the stage. If that is not meant, check that it is the right file.",
        "作品里只有舞台，没有角色。如果不是有意这样做的，请检查是否上传了正确的文件。",
    ),
    "no_blocks": (
        "There are no blocks at all in the project, so nothing will happen. Check that it is the right file.",
        "作品里一个积木也没有，运行后什么也不会发生。请检查是否上传了正确的文件。",
    ),
    "no_green_flag": (
        "No script begins with “when green flag clicked”. Judges start a game with the green flag: add this block, "
        "or say in “how to play” how it starts.",
        "没有以“当绿旗被点击”开头的脚本。评委用绿旗启动作品：请加上这个积木，或在“玩法说明”里写清怎样开始。",
    ),
    "missing_costumes": (
        "{sprite}: {count} costume(s) are missing from the file ({names}); a question mark will be shown instead. "
        "Draw or choose them again in Scratch and save.",
        "{sprite}：文件里缺少 {count} 个造型（{names}），显示时会变成问号。请在 Scratch 中重新绘制或选择后保存。",
    ),
    "missing_sounds": (
        "{sprite}: {count} sound(s) are missing from the file ({names}) and will stay silent. Record or choose "
        "them again in Scratch and save.",
        "{sprite}：文件里缺少 {count} 个声音（{names}），播放时没有声音。请在 Scratch 中重新录制或选择后保存。",
    ),
    "damaged_costumes": (
        "{sprite}: {count} costume(s) are damaged ({names}) and may not be shown. Draw or choose them again in "
        "Scratch and save.",
        "{sprite}：有 {count} 个造型已损坏（{names}），可能无法显示。请在 Scratch 中重新绘制或选择后保存。",
    ),
    "damaged_sounds": (
        "{sprite}: {count} sound(s) are damaged ({names}) and may stay silent. Record or choose them again in "
        "Scratch and save.",
        "{sprite}：有 {count} 个声音已损坏（{names}），可能播放不出来。请在 Scratch 中重新录制或选择后保存。",
    ),
    "wrong_assets": (
        "{sprite}: the contents of {count} picture(s) or sound(s) do not fit their check number ({names}). Look "
        "whether they are the right ones.",
        "{sprite}：有 {count} 个图片或声音的内容与校验值不符（{names}）。请看一看是不是原来的图片和声音。",
    ),
    "extension_denied": (
        "The game uses the extension “{name}”, which is not one of Scratch's own and is not run here for safety: "
        "the game will not start. Take its blocks out and save again.",
        "作品用了扩展“{name}”。它不是 Scratch 自带的，为了安全这里不运行，作品无法启动。请去掉它的积木后重新保存。",
    ),
    "extension_internet": (
        "The extension “{name}” needs the internet and stays silent here. The game should work without it.",
        "扩展“{name}”需要联网，在这里不起作用。请确认没有它作品也能玩。",
    ),
    "extension_camera": (
        "The extension “{name}” needs a camera, which judges may not have. The game should work without it.",
        "扩展“{name}”需要摄像头，评委的电脑上不一定有。请确认没有它作品也能玩。",
    ),
    "extension_device": (
        "The extension “{name}” needs a device that is plugged in, which judges do not have. The game should work "
        "without it.",
        "扩展“{name}”需要连接硬件设备，评委没有这些设备。请确认没有它作品也能玩。",
    ),
    "scratch2_counts": (
        "This is a Scratch 2 file. It can be played; Scratch 3 counts its blocks a little differently.",
        "这是 Scratch 2 的文件，可以运行；积木数量与 Scratch 3 的算法略有不同。",
    ),
    "scratch1_counts": (
        "This is a Scratch 1.4 file. It can be played; Scratch 3 counts its blocks a little differently.",
        "这是 Scratch 1.4 的文件，可以运行；积木数量与 Scratch 3 的算法略有不同。",
    ),
    "cut_scripts": (
        "{sprites}: scripts break off in {count} place(s), because blocks are missing from the file. Look through the "
        "scripts in Scratch, put in what is missing, and save again.",
        "{sprites}：有 {count} 处脚本断开了，文件里缺少后面的积木。请在 Scratch 中检查脚本，补上缺少的积木后重新保存。",
    ),
    "empty_slots": (
        "{sprites}: {count} slot(s) point to blocks that are missing from the file. Scratch leaves them empty or fills "
        "in what is usual; if the game plays well, nothing needs to be done.",
        "{sprites}：有 {count} 个空位指向文件里没有的积木，Scratch 会留空或填上默认值。如果作品运行正常，可以不管。",
    ),
    "stray_blocks": (
        "{sprites}: {count} block(s) are in the file but hang on nothing: Scratch neither shows nor runs them.",
        "{sprites}：文件里有 {count} 个积木没有连在任何脚本上，Scratch 不会显示，也不会运行。",
    ),
    "odd_links": (
        "{sprites}: {count} block(s) are linked otherwise than Scratch writes it. Scratch puts this right when it "
        "opens the game.",
        "{sprites}：有 {count} 个积木的连接记录与 Scratch 的写法不同，Scratch 打开作品时会自动纠正。",
    ),
    "lost_comments": (
        "{sprites}: {count} comment(s) belong to blocks that have been deleted. They may be deleted too.",
        "{sprites}：有 {count} 条注释所属的积木已被删除，可以一并删去。",
    ),
    "undefined_blocks": (
        "{sprites}: custom blocks are used that are not defined there ({names}); they do nothing. Define them, or take "
        "them out of the scripts.",
        "{sprites}：使用了没有定义的自制积木（{names}），运行时不起作用。请补上定义，或从脚本中去掉。",
    ),
    "lost_variables": (
        "{sprites}: the blocks use variables or lists that do not exist any more ({names}). Scratch makes them anew, "
        "and empty.",
        "{sprites}：积木用到了已经不存在的变量或列表（{names}），Scratch 会重新建立，初始为空。",
    ),
    "lost_messages": (
        "{sprites}: the blocks use messages that the file does not declare ({names}). Scratch makes them anew.",
        "{sprites}：积木用到了文件里没有登记的消息（{names}），Scratch 会重新建立。",
    ),
    "lost_monitors": (
        "{count} display(s) of values on the stage belong to sprites or variables that have been deleted ({names}). "
        "Scratch leaves them out.",
        "舞台上有 {count} 个数值显示框属于已删除的角色或变量（{names}），Scratch 不会显示它们。",
    ),
    "unsafe_ids": (
        "{sprites}: the file uses inner names ({names}) that the Scratch editor may stumble over. If the game does not "
        "open there, make the blocks or variables concerned anew, and save again.",
        "{sprites}：文件里的内部名称（{names}）会让 Scratch 编辑器出错。如果打不开，请重建相关的积木或变量再保存。",
    ),
    "same_names": (
        "Several sprites have the same name ({names}). Blocks that name a sprite find only the first: give each its "
        "own name in Scratch, and save again.",
        "有几个角色重名（{names}）。按名称找角色的积木只会找到第一个，请在 Scratch 中分别改名后重新保存。",
    ),
    "wrong_kinds": (
        "{sprite}: {count} picture(s) or sound(s) are of another kind than the file says ({names}). Scratch opens them "
        "all the same.",
        "{sprite}：有 {count} 个图片或声音的实际类型与文件所写的不同（{names}），Scratch 仍然可以打开。",
    ),
}
