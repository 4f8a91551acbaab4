"""What to say about a level: names, words, and one sentence to the pupil on what would reach the next level."""

from collections.abc import Mapping

from contest.scratch.concepts.words_extended import NEXT_EXTENDED
from contest.scratch.words import Pair, pick

SKILL_NAMES: Mapping[str, Pair] = {
    "Logic": ("Logic", "逻辑判断"),
    "FlowControl": ("Flow of control", "流程控制"),
    "Synchronization": ("Synchronization", "同步协调"),
    "Abstraction": ("Abstraction", "抽象与分解"),
    "DataRepresentation": ("Data", "数据表示"),
    "UserInteractivity": ("Interaction", "用户交互"),
    "Parallelization": ("Parallelism", "并行"),
    "MathOperators": ("Calculating", "数学运算"),
    "MotionOperators": ("Motion", "运动控制"),
}

LEVEL_WORDS: tuple[Pair, ...] = (
    ("not yet", "尚未出现"),
    ("basic", "起步"),
    ("developing", "进阶"),
    ("proficient", "熟练"),
    ("advanced", "精通"),
)

# For "classic-2020" and "classic-fixed": what to do at level 0, 1 and 2, and a word at the top.
NEXT_CLASSIC: Mapping[str, tuple[Pair, ...]] = {
    "Logic": (
        (
            "Let your game decide something: put an “if … then” into a loop, for example “if touching the apple, then "
            "change score by 1”.",
            "让作品自己做判断：在循环里放一个“如果……那么”，比如“如果碰到苹果，那么将得分增加 1”。",
        ),
        (
            "Say also what happens otherwise: use “if … then … else”, for example a point for the right answer, else "
            "one life less.",
            "再想想“不是这样的时候怎么办”：试试“如果……那么……否则”，比如答对加分，否则少一条命。",
        ),
        (
            "Join two conditions with “and”, “or” or “not”, for example “if touching the door and the key is found”.",
            "用“与”“或”“不成立”把条件组合起来，比如“如果碰到门 与 已经拿到钥匙，那么过关”。",
        ),
        (
            "Your game makes decisions with combined conditions: well done!",
            "你的作品会用组合条件做判断，真棒！",
        ),
    ),
    "FlowControl": (
        (
            "Put at least two blocks under each other, below “when green flag clicked”, so that they run in order.",
            "在“当绿旗被点击”下面接上几个积木，让它们按顺序一个一个执行。",
        ),
        (
            "Where the same blocks come again and again, put them into “repeat 10” or “forever”.",
            "看看哪些积木在重复出现，把它们放进“重复执行 10 次”或“重复执行”里。",
        ),
        (
            "Let a loop end by itself with “repeat until”, for example repeat moving until the edge is touched.",
            "用“重复执行直到……”让循环在合适的时候自己停下来，比如一直移动，直到碰到舞台边缘。",
        ),
        (
            "You use loops that know when to stop: well done!",
            "你会用“知道什么时候停下”的循环，真棒！",
        ),
    ),
    "Synchronization": (
        (
            "Give your sprites time: put “wait 1 seconds” between two things that should not happen at once.",
            "给角色一点时间：在不该同时发生的两件事之间，加一个“等待 1 秒”。",
        ),
        (
            "Let sprites tell each other when it is their turn: “broadcast” a message, and start the other one with "
            "“when I receive”.",
            "让角色互相通知：一个角色“广播”消息，另一个角色用“当接收到消息”开始行动。",
        ),
        (
            "Wait for the right moment instead of some seconds: “wait until” a condition holds, “broadcast and wait”, "
            "or “when backdrop switches to”.",
            "不靠猜秒数，而是等到合适的时刻：用“等待（条件成立）”“广播消息并等待”，或者“当背景换成……”。",
        ),
        (
            "Your sprites wait for each other at the right moment: well done!",
            "你的角色能在恰当的时刻互相配合，真棒！",
        ),
    ),
    "Abstraction": (
        (
            "Split the work: give a second sprite, or a second task, a script of its own with its own hat block.",
            "把任务分开：给另一个角色或另一件事单独写一段脚本，每段都有自己的帽子积木。",
        ),
        (
            "Give blocks that belong together a name: make one under “My Blocks”, for example “jump”, and use it.",
            "给一组常用的积木起个名字：在“自制积木”里做一个新积木，比如“跳跃”，再到脚本里使用它。",
        ),
        (
            "Make many out of one: “create clone of myself”, and say what each does under “when I start as a clone”.",
            "让一个角色变出许多个：用“克隆自己”，再在“当作为克隆体启动时”下面写好每个克隆体做什么。",
        ),
        (
            "You split work into parts, and use clones: well done!",
            "你会把任务分成几部分，还会用克隆体，真棒！",
        ),
    ),
    "DataRepresentation": (
        (
            "Let a sprite change while the game runs: move it, turn it, or switch its costume.",
            "让角色在运行时有变化：移动、旋转，或者换一个造型。",
        ),
        (
            "Let the game remember something: make a variable such as “score”, set it to 0 at the start, and change it "
            "by 1.",
            "让作品记住一个数：新建一个变量，比如“得分”，开始时设为 0，之后每次增加 1。",
        ),
        (
            "Keep several things in a list, for example all questions of a quiz, and take them out with “item 1 of”.",
            "用列表保存一组数据，比如问答游戏的全部题目，再用“列表的第 1 项”取出来。",
        ),
        (
            "You keep data in lists: well done!",
            "你会用列表管理数据，真棒！",
        ),
    ),
    "UserInteractivity": (
        (
            "Let the player start your game: begin a script with “when green flag clicked”.",
            "让玩家来启动作品：用“当绿旗被点击”作为脚本的开头。",
        ),
        (
            "Let the player join in: steer with keys, click on sprites, follow the mouse, or “ask” something.",
            "让玩家参与进来：用按键控制角色、点击角色、跟随鼠标，或者用“询问”提一个问题。",
        ),
        (
            "Try another sense: let loudness at the microphone or motion before the camera do something. Keep the keys "
            "too, for not every computer has them.",
            "试试别的感应方式：用麦克风的响度或摄像头的动作来控制。不是每台电脑都有麦克风和摄像头，按键操作也请保留。",
        ),
        (
            "Your game listens or looks at its player: well done!",
            "你的作品能“听到”或“看到”玩家，真棒！",
        ),
    ),
    "Parallelization": (
        (
            "Let two things begin at once: give two sprites, or one sprite twice, “when green flag clicked”.",
            "让两件事同时开始：在两个角色里，或者同一个角色里，各放一段“当绿旗被点击”的脚本。",
        ),
        (
            "Let one key, or a click on one sprite, start two scripts at once, for example jump and play a sound.",
            "让同一个按键，或者点击同一个角色，同时启动两段脚本，比如一边跳起来，一边播放声音。",
        ),
        (
            "Let one message start several scripts: two sprites with the same “when I receive”, or two scripts on the "
            "same backdrop.",
            "让一条消息同时启动几段脚本：两个角色都用“当接收到”同一条消息，或者两段脚本都用“当背景换成”同一个背景。",
        ),
        (
            "In your game one event starts several things at once: well done!",
            "在你的作品里，一个事件能同时启动好几件事，真棒！",
        ),
    ),
}

_NEXT: Mapping[str, Mapping[str, tuple[Pair, ...]]] = {
    "classic-2020": NEXT_CLASSIC,
    "classic-fixed": NEXT_CLASSIC,
    "extended": NEXT_EXTENDED,
}


def skill_name(skill: str, language: str) -> str:
    """What the skill is called."""
    return pick(SKILL_NAMES[skill], language)


def level_word(level: int, language: str) -> str:
    """What a level from 0 to 4 is called."""
    return pick(LEVEL_WORDS[level], language)


def next_step(rubric: str, skill: str, level: int, language: str) -> str:
    """One sentence to the pupil: what would reach the next level, or praise at the highest."""
    return pick(_NEXT[rubric][skill][level], language)
