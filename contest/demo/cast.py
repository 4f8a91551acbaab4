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
    """What a judge writes under a good, a middling and a weak game."""

    good: tuple[str, ...]
    middling: tuple[str, ...]
    weak: tuple[str, ...]


COMMENTS = Words(
    good=(
        "玩起来很顺手，规则一看就懂，结束画面也很用心。如果能加一个更难的关卡就更好了。",
        "主题和玩法结合得很好，玩着玩着就记住了知识。声音再丰富一点会更有趣。",
        "画面清楚，得分和倒计时都很明白。可以试着让速度慢慢变快，挑战会更大。",
    ),
    middling=(
        "想法不错，能完整地玩一遍。建议在开始时说明用哪些按键。",
        "基本玩法都实现了。可以给得分加上声音，让玩家更有成就感。",
        "游戏能玩，有几处反应慢。试试把碰到的判断放进“重复执行”里。",
    ),
    weak=(
        "看得出你已经动手尝试了，继续加油！先让角色在点绿旗后动起来吧。",
        "角色画得很可爱。下一步可以加上目标和得分，让它成为一个真正的游戏。",
    ),
)

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
