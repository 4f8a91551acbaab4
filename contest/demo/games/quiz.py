"""绿色知识问答: an owl asks. Shows ask and answer, and lists from which questions are drawn without
repeating one."""

from __future__ import annotations

from contest.demo.games.drawing import Palette, circle, ellipse, group, path, rect, svg, text
from contest.demo.games.kit import START, DemoGame, Look, Story, actor, lose, shell, win
from contest.scratch.build import Game, Sprite
from contest.scratch.build_blocks import Block, ListVariable, Variable
from contest.scratch.build_control import (
    answer,
    ask,
    if_else,
    join,
    pick_random,
    repeat,
    wait,
)
from contest.scratch.build_sound import melody, slide
from contest.scratch.build_words import go_to, play_sound, say_for, show, switch_costume

ASKED, NEEDED = 5, 4
QUESTIONS = (
    ("废旧手机应该怎么处理？A 扔进河里 B 交给回收点 C 埋进土里", "B", "手机里有金属，回收能再利用。"),
    ("旧电池属于哪类垃圾？A 有害垃圾 B 厨余垃圾 C 可回收物", "A", "有的电池含重金属，会污染土和水。"),
    ("离开教室时，电脑应该？A 一直开着 B 只关屏幕 C 关机断电", "C", "关机断电最省电。"),
    ("哪种做法最省纸？A 只写一面 B 双面都用 C 写错就撕掉", "B", "双面用纸，省下一半的纸。"),
    ("刷牙时水龙头应该？A 关上 B 开一半 C 全打开", "A", "接一杯水再刷牙，可以省好多水。"),
    ("哪种是可再生能源？A 煤 B 石油 C 太阳能", "C", "太阳每天升起，太阳能用不完。"),
    ("去离家很近的学校，最环保的是？A 走路 B 坐小汽车 C 坐飞机", "A", "走路不排放废气，还锻炼身体。"),
    ("一台旧电脑还能用，最好？A 扔掉 B 修一修再用 C 拆着玩", "B", "修好再用，就少一件电子垃圾。"),
    ("买菜时带什么最环保？A 新塑料袋 B 布袋 C 纸箱", "B", "布袋能用很多很多次。"),
    ("夏天空调调到多少度比较合适？A 16 度 B 20 度 C 26 度", "C", "26 度又舒服又省电。"),
)


def _classroom(palette: Palette) -> str:
    board = rect(150, 40, 300, 150, "#7a5230", 8) + rect(160, 50, 280, 130, "#2f6b55", 4)
    chalk = text(300, 102, "绿色知识", 34, "#f4fff4", bold=True) + text(300, 146, "问答时间", 26, "#ffe08a")
    floor = rect(0, 288, 480, 72, palette.ground) + rect(0, 282, 480, 8, "#ffffff", opacity=0.6)
    window = rect(24, 40, 92, 100, "#ffffff", 6) + rect(32, 48, 36, 84, palette.sky) + rect(72, 48, 36, 84, palette.sky)
    return rect(0, 0, 480, 360, palette.haze) + window + board + chalk + floor


def _owl(mouth: str, wing: int) -> str:
    body = ellipse(60, 78, 42, 50, "#a9744f") + ellipse(60, 90, 27, 34, "#f1d9b5")
    ears = path("M24 40 L30 12 L50 32Z", "#8a5a3b") + path("M96 40 L90 12 L70 32Z", "#8a5a3b")
    wings = ellipse(20, 84 - wing, 12, 28, "#8a5a3b") + ellipse(100, 84 - wing, 12, 28, "#8a5a3b")
    eyes = "".join(
        circle(x, 50, 17, "#ffffff") + circle(x, 50, 8, "#2b3a42") + circle(x + 3, 47, 3, "#ffffff") for x in (43, 77)
    )
    feet = ellipse(46, 128, 12, 5, "#f2a541") + ellipse(74, 128, 12, 5, "#f2a541")
    return wings + ears + body + eyes + path(mouth, "#f2a541") + feet


_CALM, _GLAD = _owl("M53 60 H67 L60 73Z", 0), _owl("M50 60 H70 L60 80Z", 16)


def make(look: Look) -> Game:
    """Five questions; four right answers win."""
    game = Game(look.title)
    story = Story(
        scene=_classroom(look.palette),
        badge=group(_CALM, x=-36, y=-62, scale=0.6),
        lines=("猫头鹰老师会问 5 个问题", "输入 A、B 或 C，再按回车键", "答对 4 题就赢"),
        won="你是绿色知识小博士！",
        lost="再学一学，下次一定行。",
    )
    shell(game, look, story)
    right = game.variable("答对", shown=True)
    number = game.variable("第几题", shown=True)
    picked = game.variable("抽到的题")
    left = game.list_of("剩下的题")
    questions, answers, reasons = zip(*QUESTIONS, strict=True)
    lists = (game.list_of("题目", questions), game.list_of("答案", answers), game.list_of("解释", reasons))
    owl = actor(game.sprite("猫头鹰老师", x=-150, y=-60))
    owl.costume("平静", svg(120, 136, _CALM))
    owl.costume("高兴", svg(120, 136, _GLAD))
    owl.sound("答对", melody("G5 B5 D6", 0.08))
    owl.sound("答错", slide(280, 140, 0.4, "triangle"))
    owl.when_receive(
        START,
        right.set(0),
        number.set(0),
        left.clear(),
        repeat(len(QUESTIONS), number.change(1), left.add(number)),
        number.set(0),
        go_to(-150, -60),
        switch_costume("平静"),
        show(),
        say_for("你好！准备好了吗？", 1.2),
        repeat(ASKED, _turn(owl, (number, right, picked), left, lists)),
        if_else(right > NEEDED - 1, then=win(), otherwise=lose()),
    )
    return game


def _turn(
    owl: Sprite,
    counts: tuple[Variable, Variable, Variable],
    left: ListVariable,
    lists: tuple[ListVariable, ...],
) -> list[Block]:
    """One question: drawn, asked, judged and explained."""
    number, right, picked = counts
    questions, answers, reasons = lists
    draw = owl.define("抽一道题")
    place = pick_random(1, left.length())
    draw.does(number.change(1), picked.set(left.item(place)), left.delete(left.index_of(picked)))
    return [
        draw(),
        ask(join("第", number, "题：", questions.item(picked))),
        if_else(
            answer().equals(answers.item(picked)),
            then=[
                right.change(1),
                play_sound("答对"),
                switch_costume("高兴"),
                say_for(join("答对了！", reasons.item(picked)), 2),
                switch_costume("平静"),
            ],
            otherwise=[
                play_sound("答错"),
                say_for(join("应该选 ", answers.item(picked), "。", reasons.item(picked)), 2.5),
            ],
        ),
        wait(0.2),
    ]


GAME = DemoGame(
    key="quiz",
    titles=("绿色知识问答", "猫头鹰老师的考题", "环保小博士"),
    theme="绿色生活",
    how_to_play="猫头鹰老师问 5 个问题，输入 A、B 或 C 再按回车键。答对 4 题获胜。",
    make=make,
)
