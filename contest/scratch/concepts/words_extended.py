"""For the rubric "extended": what to do at each level to reach the next, and a word at the top."""

from collections.abc import Mapping

from contest.scratch.words import Pair

NEXT_EXTENDED: Mapping[str, tuple[Pair, ...]] = {
    "Logic": (
        (
            "Let your game decide something with “if … then”, for example “if touching the apple, then "
            "change score by 1”.",
            "用“如果……那么”让作品做判断，比如“如果碰到苹果，那么将得分增加 1”。",
        ),
        (
            "Say also what happens otherwise, with “if … then … else”.",
            "再想想“不是这样的时候怎么办”，用“如果……那么……否则”写出来。",
        ),
        (
            "Join two conditions with “and”, “or” or “not”, for example “if touching the door and the key is found”.",
            "用“与”“或”“不成立”组合条件，比如“如果碰到门 与 已经拿到钥匙”。",
        ),
        (
            "Put one decision into another: first ask whether the game is still on, and inside of it whether the apple "
            "is touched.",
            "在一个判断里再放一个判断：先看游戏是否还在进行，再在里面看是否碰到了苹果。",
        ),
        ("Your game decides step by step, one “if” inside another: well done!", "你会把判断一层一层地嵌套起来，真棒！"),
    ),
    "FlowControl": (
        (
            "Put at least two blocks under each other, so that they run in order.",
            "把几个积木上下接在一起，让它们按顺序执行。",
        ),
        (
            "Put blocks that come again and again into “repeat 10” or “forever”.",
            "把重复出现的积木放进“重复执行 10 次”或“重复执行”里。",
        ),
        (
            "Let a loop end by itself with “repeat until”, for example until the edge is touched.",
            "用“重复执行直到……”让循环自己停下来，比如直到碰到舞台边缘。",
        ),
        (
            "Put a loop into a loop: repeat 4 times a whole row of steps, and in each row repeat 10 times one step.",
            "在循环里再放一个循环：外层重复 4 行，里层每行重复 10 步。",
        ),
        ("You put loops into loops: well done!", "你会使用嵌套循环，真棒！"),
    ),
    "Synchronization": (
        (
            "Put “wait 1 seconds” between two things that should not happen at once.",
            "在不该同时发生的两件事之间，加一个“等待 1 秒”。",
        ),
        (
            "“Broadcast” a message, and start another sprite with “when I receive”.",
            "用“广播消息”通知别的角色，让它用“当接收到消息”开始行动。",
        ),
        (
            "Wait for the right moment: “wait until”, “broadcast and wait”, or “when backdrop switches to”.",
            "等到合适的时刻再行动：用“等待（条件成立）”“广播消息并等待”，或“当背景换成……”。",
        ),
        (
            "Steer your game by messages: broadcast at least three times, and let each “when I receive” decide or "
            "repeat something.",
            "用消息来指挥整个游戏：至少广播三次，并在每段“当接收到消息”的脚本里做判断，或者重复做几件事。",
        ),
        ("Messages steer your whole game: well done!", "你会用消息指挥整个游戏，真棒！"),
    ),
    "Abstraction": (
        (
            "Give a second task a script of its own.",
            "给另一件事单独写一段脚本。",
        ),
        (
            "Make many out of one: “create clone of myself”, and a script “when I start as a clone”.",
            "用“克隆自己”让一个角色变出许多个，再写一段“当作为克隆体启动时”的脚本。",
        ),
        (
            "Give blocks that belong together a name under “My Blocks”, and use it.",
            "在“自制积木”里给一组积木起个名字，再到脚本里使用它。",
        ),
        (
            "Let each clone act on its own: under “when I start as a clone” decide with “if”, or broadcast "
            "what happened.",
            "让每个克隆体自己做主：在“当作为克隆体启动时”下面用“如果”做判断，或者广播发生了什么。",
        ),
        ("Your clones act on their own: well done!", "你的克隆体会自己做判断，真棒！"),
    ),
    "DataRepresentation": (
        (
            "Let a sprite move, turn or switch its costume while the game runs.",
            "让角色在运行时移动、旋转或者更换造型。",
        ),
        (
            "Make a variable such as “score”: set it to 0 at the start, and change it by 1.",
            "新建一个变量，比如“得分”，开始时设为 0，之后每次增加 1。",
        ),
        (
            "Keep several things in a list, for example all questions of a quiz.",
            "用列表保存一组数据，比如问答游戏的全部题目。",
        ),
        (
            "Compare your data, for example “if score > 10, then you have won”.",
            "把数据拿来比较，比如“如果得分 > 10，那么获胜”。",
        ),
        ("Your game keeps data and compares it: well done!", "你的作品会保存数据，还会比较数据，真棒！"),
    ),
    "UserInteractivity": (
        (
            "Begin a script with “when green flag clicked”, so that the player can start your game.",
            "用“当绿旗被点击”作为脚本的开头，让玩家可以启动作品。",
        ),
        (
            "Let the player steer with keys, click on sprites, follow the mouse, or answer a question.",
            "让玩家用按键控制、点击角色、跟随鼠标，或者回答问题。",
        ),
        (
            "Let loudness at the microphone or motion before the camera do something; keep the keys too.",
            "用麦克风的响度或摄像头的动作来控制；按键操作也请保留。",
        ),
        (
            "If your school has such a device, try one: an extension such as micro:bit or Makey Makey. Judges must "
            "still be able to play without it.",
            "如果学校有硬件，可以试试 micro:bit、Makey Makey 这样的扩展；但没有硬件时，评委也要能玩。",
        ),
        ("Your game reaches beyond keys and mouse: well done!", "你的作品不只用键盘和鼠标，真棒！"),
    ),
    "Parallelization": (
        (
            "Give two sprites a script “when green flag clicked”, so that both begin at once.",
            "在两个角色里各放一段“当绿旗被点击”的脚本，让它们同时开始。",
        ),
        (
            "Let one key start two scripts at once, or make two sprites that can be clicked.",
            "让同一个按键同时启动两段脚本，或者做两个可以点击的角色。",
        ),
        (
            "Let one message start two scripts, or let several clones act at once.",
            "让一条消息同时启动两段脚本，或者让几个克隆体同时行动。",
        ),
        (
            "Let one message start three scripts or more: “game over”, and each sprite does its own ending.",
            "让一条消息同时启动三段以上的脚本：比如广播“游戏结束”，每个角色都做自己的结尾动作。",
        ),
        ("In your game much happens at once, and together: well done!", "你的作品能让许多事情同时配合进行，真棒！"),
    ),
    "MathOperators": (
        (
            "Calculate something: put + − × or ÷ into a slot, for example “change score by bonus × 2”.",
            "做一点计算：把加减乘除放进积木里，比如“将得分增加 奖励 × 2”。",
        ),
        (
            "Put one calculation into another, for example “(level + 1) × 10”.",
            "在一个算式里再放一个算式，比如“（关卡 + 1）× 10”。",
        ),
        (
            "Work with texts: “join” the score to a sentence, or take a “letter of” a word.",
            "处理文字：用“连接”把得分拼成一句话，或者取出单词的“第 1 个字符”。",
        ),
        (
            "Use “sin” or “cos” to let something swing or circle, for example “set y to 50 × sin of angle”.",
            "用“sin”或“cos”让角色摆动、转圈，比如“将 y 坐标设为 50 × sin（角度）”。",
        ),
        ("You calculate like an engineer: well done!", "你会用数学函数来编程，真棒！"),
    ),
    "MotionOperators": (
        (
            "Let a sprite move: “move 10 steps”, or “go to x y”.",
            "让角色动起来：用“移动 10 步”或“移到 x y”。",
        ),
        (
            "Let it turn, or “point towards” another sprite.",
            "让它旋转，或者“面向”另一个角色。",
        ),
        (
            "Let it “glide” to a place, so that its way is seen.",
            "用“在 1 秒内滑行到……”，让大家看到它移动的过程。",
        ),
        (
            "Plan a longer way: put five motion blocks or more into one script, for example a patrol around the stage.",
            "设计一段更长的路线：在一段脚本里用五个以上的运动积木，比如绕舞台巡逻一圈。",
        ),
        ("Your sprites follow whole routes: well done!", "你的角色会走完整的路线，真棒！"),
    ),
}
