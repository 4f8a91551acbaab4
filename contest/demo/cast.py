"""The people, words and marks of the demonstration. Nobody here exists, and every name says so."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "green-classroom"  # noqa: S105 - of accounts that exist in demonstrations only

ORGANIZER = ("organizer", "组委会（演示）")
TEACHERS = tuple((f"teacher{n}", f"{surname}老师（演示）") for n, surname in enumerate("陈林黄吴徐马高", 1))
"""One for each school of schools.csv, in its order."""
JUDGES = (
    ("judge1", "评委一（演示）", "Edwards Lifesciences"),
    ("judge2", "评委二（演示）", "Christian Dior"),
    ("judge3", "评委三（演示）", "Faurecia"),
    ("judge4", "评委四（演示）", "Owens Corning"),
    ("judge5", "Judge Five (demonstration)", "Rexel"),
    ("judge6", "评委六（演示）", None),
)
"""(login, name, the company that sent them)."""

SURNAMES = "张王李赵刘陈杨黄周吴徐孙胡朱高林何郭马罗"
COMPOUND = "欧阳"


def author_name(number: int) -> str:
    """A pupil's name that nobody bears: 张示例, 王示例, …, one of them with a compound surname."""
    surname = COMPOUND if number % 17 == 5 else SURNAMES[number % len(SURNAMES)]
    return f"{surname}示例"


@dataclass(frozen=True)
class Words:
    """What a judge writes under a game: one sentence of praise, then one of advice."""

    praise: tuple[str, ...]
    advice: tuple[str, ...]


GOOD = Words(
    praise=(
        "玩起来很顺手，规则一看就懂。",
        "主题和玩法结合得很好，玩着玩着就记住了知识。",
        "画面清楚，得分和倒计时都很明白。",
        "结束画面做得很用心，赢了很有成就感。",
        "角色动作自然，声音也配得恰到好处。",
        "积木分工清楚，名字起得好懂，看得出认真想过。",
    ),
    advice=(
        "如果能加一个更难的关卡就更好了。",
        "可以试着让速度慢慢变快，挑战会更大。",
        "最高分可以留下来，下次再来打破它。",
        "再加一两种道具，玩法会更丰富。",
        "重复的几段脚本可以改成自制积木。",
        "开头能选难易的话，低年级同学也能玩。",
    ),
)
MIDDLING = Words(
    praise=(
        "想法不错，能完整地玩一遍。",
        "基本玩法都实现了。",
        "背景画得很漂亮，和主题很搭。",
        "角色之间会用消息配合，很好。",
        "操作简单，很容易上手。",
    ),
    advice=(
        "建议在开始时说明用哪些按键。",
        "可以给得分加上声音，让玩家更有成就感。",
        "有几处反应慢，试试把碰到的判断放进“重复执行”里。",
        "重新开始时别忘了把得分归零。",
        "加上输赢的提示，游戏就更完整了。",
    ),
)
WEAK = Words(
    praise=(
        "看得出你已经动手尝试了，继续加油！",
        "角色画得很可爱。",
        "选题很有意思。",
        "已经能让角色动起来了，开头很好。",
    ),
    advice=(
        "下一步先让角色在点绿旗后动起来吧。",
        "可以加上目标和得分，让它成为一个真正的游戏。",
        "试试用方向键控制角色。",
        "和同学一起玩一玩，问问他们想加什么。",
    ),
)
HASTY = "做得不错，继续努力，希望下次能看到更好的作品。"
"""The last judge writes this under every game: the queue of odd sheets has something to show."""

SEVERITY = (0.0, -0.5, 0.4, -0.2, 0.2, 0.0)
"""How much each judge marks above or below the others, in points: real juries differ too."""

NEWS = (
    (
        "新赛季开始了：绿色校园，从我做起",
        "The new season has begun: a green campus begins with me",
        "各位老师好！新赛季的作品提交已经开放。\n\n每件作品可以有一到三位作者，提交前请先在网页里试玩一遍，并看看“作品卡”上的提示。",
        "Dear teachers, games can be sent in now.\n\nEach game may have one to three authors. Please play it in the"
        " page and read the hints on its card before you submit it.",
    ),
    (
        "怎样让评委玩得明白",
        "How to help judges understand your game",
        "请在第一个画面写清楚用哪些按键、怎样算赢。\n不要在作品里写真实姓名、电话或地址。",
        "Say on the first screen which keys to use and how to win.\nPlease write no real names, phone numbers or"
        " addresses into the game.",
    ),
)
