"""What a new season starts with: the rubric, the divisions and the kinds of award. Organizers change them as they wish.

The levels tell what a judge can see and hear in the game, so that two judges who saw the same find the same words.
Children read them too, with their feedback: even the lowest says what is not there yet, never what a child is.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One text in both languages."""

    zh: str
    en: str


@dataclass(frozen=True)
class Level:
    """What a number of points means."""

    points: int
    text: Words


@dataclass(frozen=True)
class Criterion:
    """One line of the rubric."""

    key: str
    name: Words
    weight: int
    hint: Words
    levels: tuple[Level, ...]
    """Best first."""


@dataclass(frozen=True)
class Division:
    """A group of grades."""

    name: Words
    lowest_grade: int
    highest_grade: int


@dataclass(frozen=True)
class AwardKind:
    """An award for so many per cent of each division."""

    name: Words
    share_percent: int


def _levels(*best_first: Words) -> tuple[Level, ...]:
    return tuple(Level(len(best_first) - place, text) for place, text in enumerate(best_first))


THEME = Criterion(
    key="theme",
    name=Words("主题与思想性", "Theme and message"),
    weight=20,
    hint=Words(
        "看游戏想说什么，玩的时候能不能感受到。选绿色环保、电子废弃物的，看道理对不对、清不清楚；自由选题的，"
        "看意思是否明白、积极、适合同龄人，不因为没写环保而减分。",
        "What does the game want to say, and does playing it make that felt? With a green or e-waste theme: is it right"
        " and clear? With a free theme: is it clear, positive and fit for children? Not being about the environment"
        " costs nothing.",
    ),
    levels=_levels(
        Words(
            "主题贯穿始终，玩法本身就在讲道理（例如把旧电池送进有害垃圾桶才得分），玩过之后能说出自己明白了什么。",
            "The theme runs through everything: the play itself makes the point (a used battery scores only in the"
            " hazardous-waste bin), and afterwards a player can say what they understood.",
        ),
        Words(
            "主题明确，大部分角色和规则都与它有关，道理清楚；只有个别环节和主题关系不大。",
            "A clear theme; most characters and rules belong to it and the point comes across. Only a part or two have"
            " little to do with it.",
        ),
        Words(
            "看得出主题，但主要靠文字、对白或背景来说明；把主题换掉，玩法照样成立。",
            "The theme can be seen, but mainly in text, dialogue or backdrop; the same play would fit any other theme.",
        ),
        Words(
            "主题只出现在标题或开头，真正玩起来很难感受到。",
            "The theme appears in the title or at the start only; while playing one hardly notices it.",
        ),
        Words(
            "还看不出想表达什么，或内容与所选的主题没有联系。",
            "It cannot yet be seen what the game wants to say, or the content has no link to the chosen theme.",
        ),
    ),
)

CREATIVITY = Criterion(
    key="creativity",
    name=Words("创造性", "Creativity"),
    weight=25,
    hint=Words(
        "看玩法、规则、角色、故事里有没有自己的想法。从接水果、走迷宫、打地鼠这类常见游戏出发完全可以，"
        "看孩子改了什么、加了什么。",
        "Look for the children's own ideas in play, rules, characters and story. Starting from a familiar game"
        " (catching fruit, a maze, whack-a-mole) is quite all right: see what they changed and what they added.",
    ),
    levels=_levels(
        Words(
            "有让人眼前一亮的点子：玩法、规则或故事由自己设计，并且真正做了出来，在常见的范例里找不到。",
            "An idea that makes one look up: play, rules or story are the children's own, really work in the game, and"
            " are not found in the usual examples.",
        ),
        Words(
            "在常见玩法上有两处以上自己的设计（例如新道具、会变化的关卡、两个人合作），游戏因此更有意思。",
            "Two or more designs of their own on top of familiar play (a new tool, levels that change, two players"
            " helping each other), and the game is more fun for it.",
        ),
        Words(
            "以常见玩法为基础，能指出一处自己的改动，例如新的得分规则或自己编的故事。",
            "Built on familiar play, with one change of their own that can be pointed at: a new scoring rule, say, or"
            " a story they made up.",
        ),
        Words(
            "和常见范例大致相同，主要换了角色、背景或文字。",
            "Much like a familiar example; mainly characters, backdrops or words were exchanged.",
        ),
        Words(
            "和教程或范例几乎一样，还没有看到自己的改动。",
            "Nearly the same as a tutorial or example; no change of their own can be seen yet.",
        ),
    ),
)

ARTISTRY = Criterion(
    key="artistry",
    name=Words("艺术性", "Artistry"),
    weight=15,
    hint=Words(
        "看画面、动画、声音、文字放在一起是否协调，看得清、听得舒服。孩子自己画的，稚拙也可爱；不比谁的素材精美。",
        "Do pictures, animation, sound and text belong together, easy to see and pleasant to hear? A child's own"
        " drawing may be simple and still charming; this is no contest of polished material.",
    ),
    levels=_levels(
        Words(
            "画面、动画和声音风格统一，大多是自己绘制、录制或用心改编的；角色动起来生动，文字清楚，很有感染力。",
            "Pictures, animation and sound share one style, mostly drawn, recorded or carefully adapted by the"
            " children; characters move with life, text is clear, and the whole draws one in.",
        ),
        Words(
            "画面协调，声音合适，有一部分是自己绘制或改编的；个别地方略显杂乱或单调。",
            "Pictures go well together, sounds fit, and some of it is their own or adapted; a spot or two are crowded"
            " or plain.",
        ),
        Words(
            "素材多来自素材库，搭配得当，看得清楚；动画或声音比较少。",
            "Mostly material from the library, suitably combined and easy to see; little animation or sound.",
        ),
        Words(
            "画面或声音有时妨碍游玩，例如文字看不清、角色和背景混在一起、音乐太响。",
            "Pictures or sound sometimes get in the way: text hard to read, characters lost in the backdrop, music"
            " too loud.",
        ),
        Words(
            "几乎只有默认角色或空白背景，画面和声音还没有开始设计。",
            "Hardly more than the default character or an empty backdrop; pictures and sound are not designed yet.",
        ),
    ),
)

TECHNIQUE = Criterion(
    key="technique",
    name=Words("技术性", "Technique"),
    weight=25,
    hint=Words(
        "看积木：循环、条件、变量、消息、克隆、自制积木用得是否恰当，脚本是否有条理。看用得对不对，不数积木多少；"
        "各组按本年龄段的水平来看。",
        "Look at the blocks: are loops, conditions, variables, messages, clones and custom blocks used where they help,"
        " and are the scripts in order? What counts is fit, not the number of blocks, and what can be expected at this"
        " age.",
    ),
    levels=_levels(
        Words(
            "综合运用多种方法（如变量、消息、克隆、列表、自制积木）解决了有难度的问题；脚本分工清楚，名字易懂，很少重复。",
            "Several means together (variables, messages, clones, lists, custom blocks) solve something difficult;"
            " scripts each have their task, names are clear, little is repeated.",
        ),
        Words(
            "循环、条件、变量和消息用得恰当，角色之间配合良好；脚本大体有条理，个别地方可以更简洁。",
            "Loops, conditions, variables and messages are used well and the sprites work together; scripts are mostly"
            " in order, a part or two could be shorter.",
        ),
        Words(
            "能用循环、条件和变量实现主要功能；有一些重复或多余的积木，但不影响运行。",
            "Loops, conditions and variables make the main things work; some blocks are repeated or not needed, without"
            " harm.",
        ),
        Words(
            "大多是从上到下依次执行的积木，很少用到循环或条件，或者有些功能没有按想法运行。",
            "Mostly blocks that run once from top to bottom, few loops or conditions; or some things do not work as"
            " intended.",
        ),
        Words(
            "积木很少，或主要的脚本还不能运行。",
            "Very few blocks, or the main scripts do not run yet.",
        ),
    ),
)

COMPLETENESS = Criterion(
    key="completeness",
    name=Words("完整性与体验", "Completeness and play"),
    weight=15,
    hint=Words(
        "点绿旗，照着玩法说明完整玩一两遍：有没有开始、目标、反馈和结束？能不能再玩一次？操作和难度合不合适？",
        "Click the green flag and play once or twice as the instructions say: is there a start, a goal, feedback and an"
        " end? Can one play again? Are controls and difficulty right?",
    ),
    levels=_levels(
        Words(
            "开始、说明、目标、反馈、结束和重玩样样齐全；操作顺手，难度合适，没有发现错误，让人想再玩一遍。",
            "Start, instructions, goal, feedback, end and another round are all there; it handles well, the difficulty"
            " is right, no faults were met, and one wants to play again.",
        ),
        Words(
            "规则清楚，能完整玩到结束，也能重玩；只有不影响游玩的小毛病，或者稍难、稍易。",
            "Clear rules; it can be played to the end and again. Only small faults that do not disturb, or a little too"
            " hard or too easy.",
        ),
        Words(
            "能玩，目标明白，但缺少一两个环节，例如没有结束，或重玩时分数没有清零。",
            "It can be played and the goal is clear, but a part or two are missing: no end, say, or the score is not"
            " reset for the next round.",
        ),
        Words(
            "能操作，但目标或规则不清楚，或者常常卡住、穿墙，要看积木才知道怎么玩。",
            "It reacts, but goal or rules are unclear, or it often sticks or lets one walk through walls; one must read"
            " the blocks to know how to play.",
        ),
        Words(
            "点绿旗后基本不能玩，或很快就停住；作品还没有完成。",
            "After the green flag it can hardly be played, or soon stops; the work is not finished yet.",
        ),
    ),
)

RUBRIC = (THEME, CREATIVITY, ARTISTRY, TECHNIQUE, COMPLETENESS)

DIVISIONS = (
    Division(Words("小学低年级组", "Primary school, grades 1–3"), 1, 3),
    Division(Words("小学高年级组", "Primary school, grades 4–6"), 4, 6),
    Division(Words("初中组", "Junior secondary school"), 7, 9),
)

AWARD_KINDS = (
    AwardKind(Words("一等奖", "First prize"), 10),
    AwardKind(Words("二等奖", "Second prize"), 20),
    AwardKind(Words("三等奖", "Third prize"), 30),
)
