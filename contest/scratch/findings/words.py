"""What each finding means, in one sentence for a primary-school teacher: English, Chinese."""

WORDS: dict[str, tuple[str, str]] = {
    "busy_waiting": (
        "A “forever” loop only waits for a condition and then stops; one “wait until” block says the same.",
        "“重复执行”里只是在等一个条件成立，然后就停止；用一个“等待……”积木就够了。",
    ),
    "call_without_definition": (
        "A custom block is used whose definition is missing in this sprite, so it does nothing.",
        "用到了一个自制积木，但这个角色里没有它的定义，所以它什么也不做。",
    ),
    "collision": (
        "The sprite keeps checking whether it touches something and reacts to it.",
        "角色不断检查自己是否碰到了什么，并作出反应。",
    ),
    "comparing_literals": (
        "Two fixed values are compared, so the answer is always the same; perhaps a variable was meant.",
        "比较的两边都是固定的值，结果永远不变；本来可能想放一个变量。",
    ),
    "correct_broadcast": (
        "A message is sent and starts a script that waits for it.",
        "发出的消息有脚本接收并作出反应。",
    ),
    "custom_block_usage": (
        "A custom block is defined and used.",
        "定义了自制积木，并且用上了它。",
    ),
    "dead_code": (
        "Blocks lie about that no hat block starts; connect them to an event or delete them.",
        "有一些积木没有接在事件积木下面，永远不会运行；请接上或删掉。",
    ),
    "duplicated_script": (
        "The same script stands twice in one sprite, so it runs twice; delete one of them.",
        "同一个角色里有两段完全一样的脚本，会重复运行；请删掉一段。",
    ),
    "empty_project": (
        "The project has no blocks at all.",
        "作品里一个积木也没有。",
    ),
    "empty_script": (
        "A hat block has nothing below it.",
        "事件积木下面没有接任何积木。",
    ),
    "empty_sprite": (
        "A sprite has no blocks; that is fine if it is only to be looked at.",
        "有的角色没有任何积木；如果它只是布景，那没有关系。",
    ),
    "endless_recursion": (
        "A custom block uses itself, or a message starts the script that sends it, without ever coming to an end.",
        "自制积木不断调用自己，或者脚本收到消息后又发出同一条消息，永远停不下来。",
    ),
    "forever_inside_loop": (
        "A “forever” loop stands inside another loop, so the outer loop never comes to its second turn.",
        "循环里又放了一个“重复执行”，外面的循环就再也轮不到第二次。",
    ),
    "initialisation_of_looks": (
        "At the start the game sets costume, backdrop, size or whether a sprite shows, so every round looks the same.",
        "游戏开始时设定了造型、背景、大小或显示隐藏，每次重玩都从同样的画面开始。",
    ),
    "initialisation_of_position": (
        "At the start the game puts the sprite in its place.",
        "游戏开始时先把角色放到起始位置。",
    ),
    "list_usage": (
        "A list is used.",
        "用到了列表。",
    ),
    "long_script": (
        "A script has more than twelve blocks; custom blocks or several scripts would make it easier to read.",
        "一段脚本超过了十二个积木；拆成自制积木或几段脚本会更好读。",
    ),
    "loop_sensing": (
        "A loop keeps checking for a key, the mouse or a touch, so the game reacts at any time.",
        "在循环里不断检测按键、鼠标或碰撞，游戏随时都能作出反应。",
    ),
    "message_never_received": (
        "A message is sent, but no script waits for it.",
        "广播了一条消息，但没有脚本接收它。",
    ),
    "message_never_sent": (
        "A script waits for a message that is never sent, so it never runs.",
        "有脚本在等一条从来没有广播过的消息，所以它永远不会运行。",
    ),
    "missing_clone_call": (
        "There is a script for clones, but the sprite is never cloned, so it never runs.",
        "写了“当作为克隆体启动时”的脚本，但这个角色从来没有被克隆，所以它永远不会运行。",
    ),
    "missing_clone_initialization": (
        "The sprite is cloned, but the clones have no script of their own and only stand about.",
        "角色被克隆了，但克隆体没有自己的脚本，只会停在那里不动。",
    ),
    "missing_erase_all": (
        "The pen draws, but nothing erases, so the old drawing is still there in the next round.",
        "用画笔画了图，但从来不擦除，下一次玩时旧的图还在。",
    ),
    "missing_loop_sensing": (
        "A condition is checked only once, right after the start, when it can hardly be true yet; put it into a loop.",
        "条件只在刚开始时检查了一次，那时往往还不成立；应该放进循环里反复检查。",
    ),
    "missing_pen_up": (
        "The pen is put down and never lifted, so the sprite also draws where it only moves.",
        "落笔以后从来没有抬笔，角色只是移动时也会画线。",
    ),
    "missing_termination": (
        "A “repeat until” loop has no condition, so it never ends.",
        "“重复执行直到”没有填条件，永远不会结束。",
    ),
    "mouse_follower": (
        "A sprite follows the mouse pointer.",
        "角色会跟随鼠标移动。",
    ),
    "movement_in_loop": (
        "A loop asks for the keys and moves the sprite, so it moves smoothly.",
        "在循环里检测按键来移动角色，动作连贯流畅。",
    ),
    "no_working_scripts": (
        "The sprite has hat blocks and other blocks, but they are not connected, so nothing runs.",
        "角色里有事件积木，也有别的积木，但没有连在一起，所以什么都不运行。",
    ),
    "position_equals_check": (
        "A position or distance must be exactly one value, and a moving sprite may jump over it; use < or >.",
        "要求坐标或距离正好等于某个值，移动的角色可能会跳过它；改用“<”或“>”更可靠。",
    ),
    "recursive_cloning": (
        "Every new clone makes another clone, so there are soon too many.",
        "每个新的克隆体又会克隆自己，很快就会太多。",
    ),
    "sprite_naming": (
        "A sprite still has the name that Scratch gave it, such as “Sprite1”; a name that says what it is helps.",
        "角色还叫“角色1”这样的默认名字；起一个能说明它是什么的名字会更清楚。",
    ),
    "stuttering_movement": (
        "The “when key pressed” block moves the sprite in jerks; a loop that asks for the key moves it smoothly.",
        "用“当按下某键”来移动，角色会一顿一顿的；在循环里检测按键会更流畅。",
    ),
    "timer": (
        "A variable counts time or steps in a loop with “wait”.",
        "在循环里用“等待”和变量来计时或计数。",
    ),
    "unused_custom_block": (
        "A custom block is defined, but never used.",
        "定义了自制积木，但从来没有用到它。",
    ),
    "unused_variables": (
        "A variable or list is never used.",
        "有变量或列表从来没有用到。",
    ),
}
