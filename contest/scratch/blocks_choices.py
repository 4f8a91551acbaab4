"""What stands in menus: the value that a file holds -> what Scratch's editor shows, in English and Chinese.

Only values that Scratch itself gives to choose. A child's own names (sprites, costumes, messages…) are in no table and
are shown as they are; so is a value that is in none.
"""

from contest.scratch.blocks_labels import Language

Choices = dict[str, tuple[str, str]]


def _table(text: str) -> Choices:
    """From lines of value, English and Chinese."""
    rows = (line.split(" | ") for line in text.strip().split("\n"))
    return {value.strip(): (english, chinese) for value, english, chinese in rows}


_SPRITES = _table("""
_mouse_ | mouse-pointer | 鼠标指针
_edge_ | edge | 舞台边缘
_random_ | random position | 随机位置
_myself_ | myself | 自己
_stage_ | Stage | 舞台
""")

_KEYS = _table("""
space | space | 空格
up arrow | up arrow | ↑
down arrow | down arrow | ↓
left arrow | left arrow | ←
right arrow | right arrow | →
any | any | 任意
enter | enter | 回车
SPACE | space | 空格
UP | up arrow | ↑
DOWN | down arrow | ↓
LEFT | left arrow | ←
RIGHT | right arrow | →
""")

_EFFECTS = _table("""
COLOR | color | 颜色
FISHEYE | fisheye | 鱼眼
WHIRL | whirl | 漩涡
PIXELATE | pixelate | 像素化
MOSAIC | mosaic | 马赛克
BRIGHTNESS | brightness | 亮度
GHOST | ghost | 虚像
PITCH | pitch | 音调
PAN | pan left/right | 左右平衡
""")

_PROPERTIES = _table("""
x position | x position | x坐标
y position | y position | y坐标
direction | direction | 方向
costume # | costume # | 造型编号
costume name | costume name | 造型名称
size | size | 大小
volume | volume | 音量
backdrop # | backdrop # | 背景编号
background # | backdrop # | 背景编号
backdrop name | backdrop name | 背景名称
""")

_MOMENTS = _table("""
YEAR | year | 年
MONTH | month | 月
DATE | date | 日
DAYOFWEEK | day of week | 星期
HOUR | hour | 时
MINUTE | minute | 分
SECOND | second | 秒
""")

_FUNCTIONS = _table("""
abs | abs | 绝对值
floor | floor | 向下取整
ceiling | ceiling | 向上取整
sqrt | sqrt | 平方根
""")

_DRUMS = _table("""
1 | (1) Snare Drum | (1) 小军鼓
2 | (2) Bass Drum | (2) 低音鼓
3 | (3) Side Stick | (3) 敲鼓边
4 | (4) Crash Cymbal | (4) 碎音钹
5 | (5) Open Hi-Hat | (5) 开音踩镲
6 | (6) Closed Hi-Hat | (6) 闭音踩镲
7 | (7) Tambourine | (7) 铃鼓
8 | (8) Hand Clap | (8) 手掌
9 | (9) Claves | (9) 音棒
10 | (10) Wood Block | (10) 木鱼
11 | (11) Cowbell | (11) 牛铃
12 | (12) Triangle | (12) 三角铁
13 | (13) Bongo | (13) 邦戈鼓
14 | (14) Conga | (14) 康加鼓
15 | (15) Cabasa | (15) 卡巴萨
16 | (16) Guiro | (16) 刮瓜
17 | (17) Vibraslap | (17) 颤音器
18 | (18) Cuica | (18) 锯加鼓
""")

_INSTRUMENTS = _table("""
1 | (1) Piano | (1) 钢琴
2 | (2) Electric Piano | (2) 电钢琴
3 | (3) Organ | (3) 风琴
4 | (4) Guitar | (4) 吉他
5 | (5) Electric Guitar | (5) 电吉他
6 | (6) Bass | (6) 贝斯
7 | (7) Pizzicato | (7) 拨弦
8 | (8) Cello | (8) 大提琴
9 | (9) Trombone | (9) 长号
10 | (10) Clarinet | (10) 单簧管
11 | (11) Saxophone | (11) 萨克斯管
12 | (12) Flute | (12) 长笛
13 | (13) Wooden Flute | (13) 木长笛
14 | (14) Bassoon | (14) 低音管
15 | (15) Choir | (15) 唱诗班
16 | (16) Vibraphone | (16) 颤音琴
17 | (17) Music Box | (17) 八音盒
18 | (18) Steel Drum | (18) 钢鼓
19 | (19) Marimba | (19) 马林巴琴
20 | (20) Synth Lead | (20) 合成主音
21 | (21) Synth Pad | (21) 合成柔音
""")

_VIDEO = _table("""
off | off | 关闭
on | on | 开启
on-flipped | on flipped | 镜像开启
motion | motion | 运动
direction | direction | 方向
Stage | stage | 舞台
this sprite | sprite | 角色
""")

_VOICES = _table("""
ALTO | alto | 中音
TENOR | tenor | 男高音
SQUEAK | squeak | 尖细
GIANT | giant | 巨人
KITTEN | kitten | 小猫
""")

_TONGUES = _table("""
ar | Arabic | 阿拉伯语
de | German | 德语
en | English | 英语
es | Spanish | 西班牙语
es-419 | Spanish (Latin America) | 西班牙语（拉丁美洲）
fr | French | 法语
hi | Hindi | 印地语
it | Italian | 意大利语
ja | Japanese | 日语
ko | Korean | 韩语
nl | Dutch | 荷兰语
pl | Polish | 波兰语
pt | Portuguese | 葡萄牙语
pt-br | Portuguese (Brazilian) | 葡萄牙语（巴西）
ru | Russian | 俄语
sv | Swedish | 瑞典语
th | Thai | 泰语
tr | Turkish | 土耳其语
uk | Ukrainian | 乌克兰语
vi | Vietnamese | 越南语
zh-cn | Chinese (Mandarin) | 中文（普通话）
zh-tw | Chinese (Traditional) | 中文（繁体）
""")

# The devices' menus hardly repeat each other, so that one table serves all of them.
_DEVICES = _table("""
any | any | 任意
moved | moved | 移动
shaken | shaken | 晃动
jumped | jumped | 抛起
front | front | 前
back | back | 后
left | left | 左
right | right | 右
up | up | 上
down | down | 下
motor | motor | 马达
motor A | motor A | 马达A
motor B | motor B | 马达B
all motors | all motors | 所有马达
this way | this way | 顺时针
that way | that way | 逆时针
reverse | reverse | 反转
red | red | 红色
blue | blue | 蓝色
green | green | 绿色
yellow | yellow | 黄色
white | white | 白色
black | black | 黑色
AB | AB | AB
ABCD | ABCD | ABCD
started falling | started falling | 开始下落
turned face up | turned face up | 正面朝上
turned face down | turned face down | 正面朝下
pushed | pushed | 推
pulled | pulled | 拉
""")

_MOTOR_PORTS = {str(number): (letter, letter) for number, letter in enumerate("ABCD")}
_SENSOR_PORTS = {str(number): (str(number + 1), str(number + 1)) for number in range(4)}

_FIELDS: dict[str, Choices] = {
    **dict.fromkeys(("TO", "TOUCHINGOBJECTMENU", "DISTANCETOMENU", "CLONE_OPTION", "OBJECT"), _SPRITES),
    "TOWARDS": _SPRITES | {"_random_": ("random direction", "随机方向")},
    **dict.fromkeys(("KEY_OPTION", "KEY"), _KEYS),
    "EFFECT": _EFFECTS,
    "PROPERTY": _PROPERTIES,
    "CURRENTMENU": _MOMENTS,
    "OPERATOR": _FUNCTIONS,
    "STYLE": _table("""
left-right | left-right | 左右翻转
don't rotate | don't rotate | 不可旋转
all around | all around | 任意旋转
"""),
    "FRONT_BACK": {"front": ("front", "前面"), "back": ("back", "后面")},
    "FORWARD_BACKWARD": {"forward": ("forward", "前移"), "backward": ("backward", "后移")},
    "NUMBER_NAME": {"number": ("number", "编号"), "name": ("name", "名称")},
    "BACKDROP": _table("""
next backdrop | next backdrop | 下一个背景
previous backdrop | previous backdrop | 上一个背景
random backdrop | random backdrop | 随机背景
"""),
    "STOP_OPTION": _table("""
all | all | 全部脚本
this script | this script | 这个脚本
other scripts in sprite | other scripts in sprite | 该角色的其他脚本
other scripts in stage | other scripts in sprite | 该角色的其他脚本
"""),
    "WHENGREATERTHANMENU": {"LOUDNESS": ("loudness", "响度"), "TIMER": ("timer", "计时器")},
    "DRAG_MODE": {"draggable": ("draggable", "可拖动"), "not draggable": ("not draggable", "不可拖动")},
    "colorParam": _table("""
color | color | 颜色
saturation | saturation | 饱和度
brightness | brightness | 亮度
transparency | transparency | 透明度
"""),
    "DRUM": _DRUMS,
    "INSTRUMENT": _INSTRUMENTS,
    **dict.fromkeys(("VIDEO_STATE", "ATTRIBUTE", "SUBJECT"), _VIDEO),
    "voices": _VOICES,
    "languages": _TONGUES,
    "motorPorts": _MOTOR_PORTS,
    "sensorPorts": _SENSOR_PORTS,
}
_DEVICE_PREFIXES = ("microbit_", "wedo2_", "boost_", "gdxfor_", "faceSensing_")


def shown(field: str, value: str, language: Language, opcode: str = "") -> str:
    """The words for a value of this field, as the editor shows it; `opcode` is that of the block or menu it is in."""
    choices = _FIELDS.get(field) or (_DEVICES if opcode.startswith(_DEVICE_PREFIXES) else {})
    words = choices.get(value)
    return value if words is None else words[language == "zh"]
