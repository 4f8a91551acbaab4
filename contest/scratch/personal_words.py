"""Every sentence about personal data, in English and in Chinese, for a primary-school teacher.

A sentence says where, what, and what to do. Nothing here says more of the data than its masked excerpt.
"""

from contest.scratch.words import Pair, pick

_SURE: dict[str, Pair] = {
    "sure": ("{what}", "{what}"),
    "likely": ("probably {what}", "很可能是{what}"),
    "possible": ("perhaps {what}", "可能是{what}"),
    "note": ("{what}", "{what}"),
}
_FINDING: Pair = ("{where}: {what} ({excerpt}).", "{where}：{what}（{excerpt}）。")

WHERE: dict[str, Pair] = {
    "block": ("{sprite}, text in a block", "{sprite}的积木文字"),
    "comment": ("{sprite}, comment", "{sprite}的注释"),
    "variable": ("{sprite}, variable “{name}”", "{sprite}的变量“{name}”"),
    "list": ("{sprite}, list “{name}”", "{sprite}的列表“{name}”"),
    "sprite": ("Name of the sprite “{name}”", "角色名称“{name}”"),
    "costume": ("{sprite}, name of the costume “{name}”", "{sprite}的造型名称“{name}”"),
    "sound": ("{sprite}, name of the sound “{name}”", "{sprite}的声音名称“{name}”"),
    "message": ("Name of the message “{name}”", "消息名称“{name}”"),
    "custom_block": ("{sprite}, custom block “{name}”", "{sprite}的自制积木“{name}”"),
    "monitor": ("A value shown on the stage", "舞台上显示的变量或列表"),
    "extension": ("Address of the extension “{name}”", "扩展“{name}”的网址"),
    "file": ("In the file itself", "文件自带的信息"),
}
STAGE: Pair = ("Stage", "舞台")
SPRITE: Pair = ("Sprite “{name}”", "角色“{name}”")

WHAT: dict[str, Pair] = {
    "id_number": ("an identity card number", "身份证号码"),
    "phone": ("a phone number", "电话号码"),
    "email": ("an e-mail address", "电子邮箱"),
    "qq": ("a QQ number", "QQ 号"),
    "wechat": ("a WeChat name", "微信号"),
    "api_key": ("a secret key of an internet service", "网络服务的密钥"),
    "scratch_page": ("the page of a Scratch account or project", "Scratch 账号或作品的网页"),
    "address": ("a home address", "住址"),
    "person": ("a person's full name", "真实姓名"),
    "school": ("the name of a school", "学校名称"),
    "url": ("a web address", "网址"),
    "author": ("the name of the author", "作者姓名"),
    "history": ("the names under which the file was saved, number and first year", "保存记录，次数和最早年份"),
    "computer": ("what computer the file was made on", "制作作品的电脑类型"),
    "project_number": ("the project's number on the Scratch website", "作品在 Scratch 网站上的编号"),
}

_TAKE_OUT_EN = "Take it out, save the game and upload it again."
_TAKE_OUT_ZH = "请删掉后重新保存并上传。"
ADVICE: dict[str, Pair] = {
    "id_number": (
        f"Nobody who plays the game may see an identity number. {_TAKE_OUT_EN}",
        f"身份证号码绝不能出现在作品里。{_TAKE_OUT_ZH}",
    ),
    "phone": (
        f"Strangers could call this child or family. {_TAKE_OUT_EN} If it is made up or a score, leave it.",
        f"陌生人可能会打给孩子或家长。{_TAKE_OUT_ZH}如果是编造的号码或游戏分数，可以保留。",
    ),
    "email": (
        f"Strangers could write to this address. {_TAKE_OUT_EN}",
        f"陌生人可能会往这个邮箱写信。{_TAKE_OUT_ZH}",
    ),
    "qq": (
        f"Strangers could add this number as a friend. {_TAKE_OUT_EN}",
        f"陌生人可能会加这个 QQ 或进群。{_TAKE_OUT_ZH}",
    ),
    "wechat": (
        f"Strangers could add this account as a friend. {_TAKE_OUT_EN}",
        f"陌生人可能会加这个微信。{_TAKE_OUT_ZH}",
    ),
    "api_key": (
        "Whoever has this key can use the account that it belongs to, and may cost its owner money. Take the extension "
        "out, save the game, upload it again, and have a new key made for the account.",
        "拿到密钥的人可以使用对应的账号，甚至产生费用。请去掉这个扩展后重新保存并上传，并到该服务的网站更换密钥。",
    ),
    "scratch_page": (
        "It may tell the judges who made the game. Take it out, unless it thanks somebody whose pictures or ideas were "
        "used.",
        "评委可能由此知道作者是谁。请删掉；如果只是注明所借用素材的出处，可以保留。",
    ),
    "address": (
        f"Nobody who plays the game should learn where a child lives. {_TAKE_OUT_EN}",
        f"不应让别人知道孩子住在哪里。{_TAKE_OUT_ZH}",
    ),
    "person": (
        f"Judges and the public must not learn the child's name. {_TAKE_OUT_EN} A name from a story may stay.",
        f"评委和公众不应看到孩子的姓名。{_TAKE_OUT_ZH}故事人物的名字可以保留。",
    ),
    "school": (
        f"Judges must not learn which school a game comes from. {_TAKE_OUT_EN}",
        f"评审时评委不应知道作品来自哪所学校。{_TAKE_OUT_ZH}",
    ),
    "url": (
        "A web address cannot be opened from here. If it leads to somebody's own page or to a chat, take it out; if it "
        "only names where a picture or sound is from, leave it.",
        "在这里打不开网址。如果指向个人主页或聊天群，请删掉；如果只是注明图片、声音的出处，可以保留。",
    ),
    "author": (
        "Scratch 1.4 wrote it into the file. Open the game in Scratch 3 and save it there: then it is gone.",
        "这是 Scratch 1.4 自动写进文件的。用 Scratch 3 打开并重新保存，就会去掉。",
    ),
    "history": (
        "Scratch 1.4 wrote it into the file. Open the game in Scratch 3 and save it there: then it is gone.",
        "这是 Scratch 1.4 自动写进文件的。用 Scratch 3 打开并重新保存，就会去掉。",
    ),
    "computer": (
        "Scratch writes it into every file. Nothing needs to be done: judges and the public do not see it here.",
        "Scratch 会自动写入，不用处理：评委和公众在这里看不到。",
    ),
    "project_number": (
        "Scratch 2 wrote it into the file. Saving the game in Scratch 3 takes it out; judges do not see it here.",
        "这是 Scratch 2 自动写进文件的，评委在这里看不到；用 Scratch 3 重新保存就会去掉。",
    ),
}


def finding(kind: str, confidence: str, excerpt: str, place: str, sprite: str | None, name: str, language: str) -> str:
    """Where and what: 角色“小猫”的注释：很可能是电话号码（138****5678）。"""
    owner = pick(STAGE, language) if sprite is None else pick(SPRITE, language).format(name=sprite)
    where = pick(WHERE[place], language).format(sprite=owner, name=name if place != "sprite" else sprite)
    what = pick(_SURE[confidence], language).format(what=pick(WHAT[kind], language))
    return pick(_FINDING, language).format(where=where, what=what, excerpt=excerpt)


def advice(kind: str, language: str) -> str:
    """What a teacher does about this kind."""
    return pick(ADVICE[kind], language)


def gap(language: str) -> str:
    """What stands between two sentences."""
    return pick((" ", ""), language)
