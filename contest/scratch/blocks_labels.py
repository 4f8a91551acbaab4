"""What stands on the blocks, in English and Chinese: opcode -> label, as Scratch's own editor shows it.

A line is an opcode, the letter of its shape, the English label and the Chinese one:

    s c e h r b   stack, C (with a mouth), cap (nothing can hang below), hat, round reporter, boolean
    (X) [X] <X>   a slot X for a number, a text, a condition
    (X v) [X v]   a slot with a menu that a reporter can cover; a choice in the block itself
    !             before a label that scratchblocks does not know by itself or takes for another block's, so that
                  category and shape must be said: `category_of` has the category
"""

import re
from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh"]

_TABLE = """
motion_movesteps s | move (STEPS) steps | 移动 (STEPS) 步
motion_turnright s | turn right (DEGREES) degrees | 右转 (DEGREES) 度
motion_turnleft s | turn left (DEGREES) degrees | 左转 (DEGREES) 度
motion_goto s | go to (TO v) | 移到 (TO v)
motion_gotoxy s | go to x: (X) y: (Y) | 移到 x: (X) y: (Y)
motion_glideto s | glide (SECS) secs to (TO v) | 在 (SECS) 秒内滑行到 (TO v)
motion_glidesecstoxy s | glide (SECS) secs to x: (X) y: (Y) | 在 (SECS) 秒内滑行到 x: (X) y: (Y)
motion_pointindirection s | point in direction (DIRECTION) | 面向 (DIRECTION) 方向
motion_pointtowards s | point towards (TOWARDS v) | 面向 (TOWARDS v)
motion_changexby s | change x by (DX) | 将x坐标增加 (DX)
motion_setx s | set x to (X) | 将x坐标设为 (X)
motion_changeyby s | change y by (DY) | 将y坐标增加 (DY)
motion_sety s | set y to (Y) | 将y坐标设为 (Y)
motion_ifonedgebounce s | if on edge, bounce | 碰到边缘就反弹
motion_setrotationstyle s | set rotation style [STYLE v] | 将旋转方式设为 [STYLE v]
motion_xposition r | x position | x 坐标
motion_yposition r | y position | y 坐标
motion_direction r | direction | 方向
motion_scroll_right s | !scroll right (DISTANCE) | !向右滚动 (DISTANCE)
motion_scroll_up s | !scroll up (DISTANCE) | !向上滚动 (DISTANCE)
motion_align_scene s | !align scene [ALIGNMENT v] | !对齐场景 [ALIGNMENT v]
motion_xscroll r | !x scroll | !x 滚动
motion_yscroll r | !y scroll | !y 滚动
looks_sayforsecs s | say [MESSAGE] for (SECS) seconds | 说 [MESSAGE] (SECS) 秒
looks_say s | say [MESSAGE] | 说 [MESSAGE]
looks_thinkforsecs s | think [MESSAGE] for (SECS) seconds | 思考 [MESSAGE] (SECS) 秒
looks_think s | think [MESSAGE] | 思考 [MESSAGE]
looks_switchcostumeto s | switch costume to (COSTUME v) | 换成 (COSTUME v) 造型
looks_nextcostume s | next costume | 下一个造型
looks_switchbackdropto s | switch backdrop to (BACKDROP v) | 换成 (BACKDROP v) 背景
looks_switchbackdroptoandwait s | switch backdrop to (BACKDROP v) and wait | 换成 (BACKDROP v) 背景并等待
looks_nextbackdrop s | next backdrop | 下一个背景
looks_changesizeby s | change size by (CHANGE) | 将大小增加 (CHANGE)
looks_setsizeto s | set size to (SIZE) % | 将大小设为 (SIZE)
looks_changeeffectby s | change [EFFECT v] effect by (CHANGE) | 将 [EFFECT v] 特效增加 (CHANGE)
looks_seteffectto s | set [EFFECT v] effect to (VALUE) | 将 [EFFECT v] 特效设定为 (VALUE)
looks_cleargraphiceffects s | clear graphic effects | 清除图形特效
looks_show s | show | 显示
looks_hide s | hide | 隐藏
looks_gotofrontback s | go to [FRONT_BACK v] layer | 移到最 [FRONT_BACK v]
looks_goforwardbackwardlayers s | go [FORWARD_BACKWARD v] (NUM) layers | [FORWARD_BACKWARD v] (NUM) 层
looks_costumenumbername r | costume [NUMBER_NAME v] | 造型 [NUMBER_NAME v]
looks_backdropnumbername r | backdrop [NUMBER_NAME v] | 背景 [NUMBER_NAME v]
looks_size r | size | 大小
looks_hideallsprites s | !hide all sprites | !隐藏所有角色
looks_changestretchby s | !change stretch by (CHANGE) | !将拉伸增加 (CHANGE)
looks_setstretchto s | !set stretch to (STRETCH) % | !将拉伸设为 (STRETCH) %
sound_playuntildone s | play sound (SOUND_MENU v) until done | 播放声音 (SOUND_MENU v) 等待播完
sound_play s | start sound (SOUND_MENU v) | 播放声音 (SOUND_MENU v)
sound_stopallsounds s | stop all sounds | 停止所有声音
sound_changeeffectby s | change [EFFECT v] effect by (VALUE) | 将 [EFFECT v] 音效增加 (VALUE)
sound_seteffectto s | set [EFFECT v] effect to (VALUE) | 将 [EFFECT v] 音效设为 (VALUE)
sound_cleareffects s | clear sound effects | 清除音效
sound_changevolumeby s | change volume by (VOLUME) | 将音量增加 (VOLUME)
sound_setvolumeto s | set volume to (VOLUME) % | 将音量设为 (VOLUME) %
sound_volume r | volume | 音量
event_whenflagclicked h | when flag clicked | 当绿旗被点击
event_whenkeypressed h | when [KEY_OPTION v] key pressed | 当按下 [KEY_OPTION v] 键
event_whenthisspriteclicked h | when this sprite clicked | 当角色被点击
event_whenstageclicked h | when stage clicked | 当舞台被点击
event_whentouchingobject h | !when this sprite touches (TOUCHINGOBJECTMENU v) | !当角色碰到 (TOUCHINGOBJECTMENU v)
event_whenbackdropswitchesto h | when backdrop switches to [BACKDROP v] | 当背景换成 [BACKDROP v]
event_whengreaterthan h | when [WHENGREATERTHANMENU v] > (VALUE) | 当 [WHENGREATERTHANMENU v] > (VALUE)
event_whenbroadcastreceived h | when I receive [BROADCAST_OPTION v] | 当接收到 [BROADCAST_OPTION v]
event_broadcast s | broadcast (BROADCAST_INPUT v) | 广播 (BROADCAST_INPUT v)
event_broadcastandwait s | broadcast (BROADCAST_INPUT v) and wait | 广播 (BROADCAST_INPUT v) 并等待
control_wait s | wait (DURATION) seconds | 等待 (DURATION) 秒
control_repeat c | repeat (TIMES) | 重复执行 (TIMES) 次
control_forever c | forever | 重复执行
control_if c | if <CONDITION> then | 如果 <CONDITION> 那么
control_if_else c | if <CONDITION> then | 如果 <CONDITION> 那么
control_wait_until s | wait until <CONDITION> | 等待 <CONDITION>
control_repeat_until c | repeat until <CONDITION> | 重复执行直到 <CONDITION>
control_while c | !while <CONDITION> | !当 <CONDITION> 重复执行
control_for_each c | !for each [VARIABLE v] in (VALUE) | !对于 (VALUE) 中的每个 [VARIABLE v]
control_all_at_once c | !all at once | !一次全部执行
control_stop e | stop [STOP_OPTION v] | 停止 [STOP_OPTION v]
control_start_as_clone h | when I start as a clone | 当作为克隆体启动时
control_create_clone_of s | create clone of (CLONE_OPTION v) | 克隆 (CLONE_OPTION v)
control_delete_this_clone e | delete this clone | 删除此克隆体
control_get_counter r | !counter | !计数器
control_incr_counter s | !increment counter | !计数器加一
control_clear_counter s | !clear counter | !计数器清零
sensing_touchingobject b | touching (TOUCHINGOBJECTMENU v) ? | 碰到 (TOUCHINGOBJECTMENU v) ?
sensing_touchingcolor b | touching color (COLOR) ? | 碰到颜色 (COLOR) ?
sensing_coloristouchingcolor b | color (COLOR) is touching (COLOR2) ? | 颜色 (COLOR) 碰到 (COLOR2) ?
sensing_distanceto r | distance to (DISTANCETOMENU v) | 到 (DISTANCETOMENU v) 的距离
sensing_askandwait s | ask [QUESTION] and wait | 询问 [QUESTION] 并等待
sensing_answer r | answer | 回答
sensing_keypressed b | key (KEY_OPTION v) pressed? | 按下 (KEY_OPTION v) 键?
sensing_mousedown b | mouse down? | 按下鼠标?
sensing_mousex r | mouse x | 鼠标的x坐标
sensing_mousey r | mouse y | 鼠标的y坐标
sensing_setdragmode s | set drag mode [DRAG_MODE v] | 将拖动模式设为 [DRAG_MODE v]
sensing_loudness r | loudness | 响度
sensing_loud b | !loud? | !响声？
sensing_timer r | timer | 计时器
sensing_resettimer s | reset timer | 计时器归零
sensing_of r | [PROPERTY v] of (OBJECT v) | (OBJECT v) 的 [PROPERTY v]
sensing_current r | current [CURRENTMENU v] | 当前时间的 [CURRENTMENU v]
sensing_dayssince2000 r | days since 2000 | 2000年至今的天数
sensing_online b | online? | !在线？
sensing_username r | username | 用户名
sensing_userid r | !user id | !用户id
operator_add r | (NUM1) + (NUM2) | (NUM1) + (NUM2)
operator_subtract r | (NUM1) - (NUM2) | (NUM1) - (NUM2)
operator_multiply r | (NUM1) * (NUM2) | (NUM1) * (NUM2)
operator_divide r | (NUM1) / (NUM2) | (NUM1) / (NUM2)
operator_random r | pick random (FROM) to (TO) | 在 (FROM) 和 (TO) 之间取随机数
operator_gt b | [OPERAND1] > [OPERAND2] | [OPERAND1] > [OPERAND2]
operator_lt b | [OPERAND1] < [OPERAND2] | [OPERAND1] < [OPERAND2]
operator_equals b | [OPERAND1] = [OPERAND2] | [OPERAND1] = [OPERAND2]
operator_and b | <OPERAND1> and <OPERAND2> | <OPERAND1> 与 <OPERAND2>
operator_or b | <OPERAND1> or <OPERAND2> | <OPERAND1> 或 <OPERAND2>
operator_not b | not <OPERAND> | <OPERAND> 不成立
operator_join r | join [STRING1] [STRING2] | 连接 [STRING1] 和 [STRING2]
operator_letter_of r | letter (LETTER) of [STRING] | [STRING] 的第 (LETTER) 个字符
operator_length r | length of [STRING] | [STRING] 的字符数
operator_contains b | [STRING1] contains [STRING2] ? | [STRING1] 包含 [STRING2] ?
operator_mod r | (NUM1) mod (NUM2) | (NUM1) 除以 (NUM2) 的余数
operator_round r | round (NUM) | 四舍五入 (NUM)
operator_mathop r | [OPERATOR v] of (NUM) | [OPERATOR v] (NUM)
data_setvariableto s | set [VARIABLE v] to [VALUE] | 将 [VARIABLE v] 设为 [VALUE]
data_changevariableby s | change [VARIABLE v] by (VALUE) | 将 [VARIABLE v] 增加 (VALUE)
data_showvariable s | show variable [VARIABLE v] | 显示变量 [VARIABLE v]
data_hidevariable s | hide variable [VARIABLE v] | 隐藏变量 [VARIABLE v]
data_addtolist s | add [ITEM] to [LIST v] | 将 [ITEM] 加入 [LIST v]
data_deleteoflist s | delete (INDEX) of [LIST v] | 删除 [LIST v] 的第 (INDEX) 项
data_deletealloflist s | delete all of [LIST v] | 删除 [LIST v] 的全部项目
data_insertatlist s | insert [ITEM] at (INDEX) of [LIST v] | 在 [LIST v] 的第 (INDEX) 项前插入 [ITEM]
data_replaceitemoflist s | replace item (INDEX) of [LIST v] with [ITEM] | 将 [LIST v] 的第 (INDEX) 项替换为 [ITEM]
data_itemoflist r | item (INDEX) of [LIST v] | [LIST v] 的第 (INDEX) 项
data_itemnumoflist r | item # of [ITEM] in [LIST v] | [LIST v] 中第一个 [ITEM] 的编号
data_lengthoflist r | length of [LIST v] | [LIST v] 的项目数
data_listcontainsitem b | [LIST v] contains [ITEM] ? | [LIST v] 包含 [ITEM] ?
data_showlist s | show list [LIST v] | 显示列表 [LIST v]
data_hidelist s | hide list [LIST v] | 隐藏列表 [LIST v]
procedures_return e | !return [VALUE] | !返回 [VALUE]
"""

_EXTENSIONS = """
pen_clear s | erase all | 全部擦除
pen_stamp s | stamp | 图章
pen_penDown s | pen down | 落笔
pen_penUp s | pen up | 抬笔
pen_setPenColorToColor s | set pen color to (COLOR) | 将笔的颜色设为 (COLOR)
pen_changePenColorParamBy s | change pen (COLOR_PARAM v) by (VALUE) | 将笔的 (COLOR_PARAM v) 增加 (VALUE)
pen_setPenColorParamTo s | set pen (COLOR_PARAM v) to (VALUE) | 将笔的 (COLOR_PARAM v) 设为 (VALUE)
pen_changePenSizeBy s | change pen size by (SIZE) | 将笔的粗细增加 (SIZE)
pen_setPenSizeTo s | set pen size to (SIZE) | 将笔的粗细设为 (SIZE)
pen_setPenShadeToNumber s | set pen shade to (SHADE) | 将笔的亮度设为 (SHADE)
pen_changePenShadeBy s | change pen shade by (SHADE) | 将笔的亮度增加 (SHADE)
pen_setPenHueToNumber s | set pen color to (HUE) | 将笔的颜色设为 (HUE)
pen_changePenHueBy s | change pen color by (HUE) | 将笔的颜色增加 (HUE)
music_playDrumForBeats s | play drum (DRUM v) for (BEATS) beats | 击打 (DRUM v) (BEATS) 拍
music_midiPlayDrumForBeats s | play drum (DRUM) for (BEATS) beats | 击打 (DRUM) (BEATS) 拍
music_restForBeats s | rest for (BEATS) beats | 休止 (BEATS) 拍
music_playNoteForBeats s | play note (NOTE) for (BEATS) beats | 演奏音符 (NOTE) (BEATS) 拍
music_setInstrument s | set instrument to (INSTRUMENT v) | 将乐器设为 (INSTRUMENT v)
music_midiSetInstrument s | set instrument to (INSTRUMENT) | 将乐器设为 (INSTRUMENT)
music_setTempo s | set tempo to (TEMPO) | 将演奏速度设定为 (TEMPO)
music_changeTempo s | change tempo by (TEMPO) | 将演奏速度增加 (TEMPO)
music_getTempo r | tempo | 演奏速度
videoSensing_whenMotionGreaterThan h | when video motion > (REFERENCE) | 当视频运动 > (REFERENCE)
videoSensing_videoOn r | video (ATTRIBUTE v) on (SUBJECT v) | 相对于 (SUBJECT v) 的视频 (ATTRIBUTE v)
videoSensing_videoToggle s | turn video (VIDEO_STATE v) | (VIDEO_STATE v) 摄像头
videoSensing_setVideoTransparency s | set video transparency to (TRANSPARENCY) | 将视频透明度设为 (TRANSPARENCY)
text2speech_speakAndWait s | speak [WORDS] | 朗读 [WORDS]
text2speech_setVoice s | set voice to (VOICE v) | 使用 (VOICE v) 嗓音
text2speech_setLanguage s | set language to (LANGUAGE v) | 将朗读语言设置为 (LANGUAGE v)
translate_getTranslate r | translate [WORDS] to (LANGUAGE v) | 将 [WORDS] 译为 (LANGUAGE v)
translate_getViewerLanguage r | language | 访客语言
makeymakey_whenMakeyKeyPressed h | !when (KEY v) key pressed | !当按下 (KEY v) 键
makeymakey_whenCodePressed h | when (SEQUENCE v) pressed in order | 当依次按下 (SEQUENCE v) 键时
microbit_whenButtonPressed h | when (BTN v) button pressed | 当按下 (BTN v) 按钮
microbit_isButtonPressed b | (BTN v) button pressed? | 按下 (BTN v) 按钮？
microbit_whenGesture h | !when (GESTURE v) | 当被 (GESTURE v)
microbit_displaySymbol s | display (MATRIX v) | 显示 (MATRIX v)
microbit_displayText s | display text [TEXT] | 显示文本 [TEXT]
microbit_displayClear s | clear display | 清空屏幕
microbit_whenTilted h | when tilted (DIRECTION v) | 当向 (DIRECTION v) 倾斜
microbit_isTilted b | tilted (DIRECTION v) ? | 向 (DIRECTION v) 倾斜？
microbit_getTiltAngle r | tilt angle (DIRECTION v) | 向 (DIRECTION v) 倾角
microbit_whenPinConnected h | when pin (PIN v) connected | 当引脚 (PIN v) 接地
ev3_motorTurnClockwise s | motor (PORT v) turn this way for (TIME) seconds | 马达 (PORT v) 正转 (TIME) 秒
ev3_motorTurnCounterClockwise s | motor (PORT v) turn that way for (TIME) seconds | 马达 (PORT v) 反转 (TIME) 秒
ev3_motorSetPower s | motor (PORT v) set power (POWER) % | 马达 (PORT v) 功率设为 (POWER) %
ev3_getMotorPosition r | motor (PORT v) position | 马达 (PORT v) 的位置
ev3_whenButtonPressed h | when button (PORT v) pressed | 当按下按钮 (PORT v)
ev3_whenDistanceLessThan h | when distance \\< (DISTANCE) | 当距离 \\< (DISTANCE)
ev3_whenBrightnessLessThan h | when brightness \\< (DISTANCE) | 当亮度 \\< (DISTANCE)
ev3_buttonPressed b | button (PORT v) pressed? | 按下按钮 (PORT v) ？
ev3_getDistance r | distance | 距离
ev3_getBrightness r | brightness | 亮度
ev3_beep s | beep note (NOTE) for (TIME) secs | 鸣笛 (NOTE) (TIME) 秒
wedo2_motorOnFor s | turn (MOTOR_ID v) on for (DURATION) seconds | 开启 (MOTOR_ID v) (DURATION) 秒
wedo2_motorOn s | turn (MOTOR_ID v) on | 开启 (MOTOR_ID v)
wedo2_motorOff s | turn (MOTOR_ID v) off | 关闭 (MOTOR_ID v)
wedo2_startMotorPower s | set (MOTOR_ID v) power to (POWER) | 将 (MOTOR_ID v) 功率设为 (POWER)
wedo2_setMotorDirection s | set (MOTOR_ID v) direction to (MOTOR_DIRECTION v)
    | 将 (MOTOR_ID v) 转向设为 (MOTOR_DIRECTION v)
wedo2_setLightHue s | set light color to (HUE) | 将灯光颜色设为 (HUE)
wedo2_playNoteFor s | play note (NOTE) for (DURATION) seconds | 演奏音符 (NOTE) (DURATION) 秒
wedo2_whenDistance h | when distance (OP v) (REFERENCE) | 当距离 (OP v) (REFERENCE)
wedo2_whenTilted h | !when tilted (TILT_DIRECTION_ANY v) | !当向 (TILT_DIRECTION_ANY v) 倾斜
wedo2_getDistance r | !distance | !距离
wedo2_isTilted b | !tilted (TILT_DIRECTION_ANY v) ? | !向 (TILT_DIRECTION_ANY v) 倾斜？
wedo2_getTiltAngle r | !tilt angle (TILT_DIRECTION v) | !向 (TILT_DIRECTION v) 倾角
boost_motorOnFor s | turn motor (MOTOR_ID v) for (DURATION) seconds | 使马达 (MOTOR_ID v) 转动 (DURATION) 秒
boost_motorOnForRotation s | turn motor (MOTOR_ID v) for (ROTATION) rotations | 使马达 (MOTOR_ID v) 转动 (ROTATION) 圈
boost_motorOn s | turn motor (MOTOR_ID v) on | 开启马达 (MOTOR_ID v)
boost_motorOff s | turn motor (MOTOR_ID v) off | 关闭马达 (MOTOR_ID v)
boost_setMotorPower s | set motor (MOTOR_ID v) speed to (POWER) % | 将马达 (MOTOR_ID v) 速度设为 (POWER) %
boost_setMotorDirection s | set motor (MOTOR_ID v) direction (MOTOR_DIRECTION v)
    | 将马达 (MOTOR_ID v) 方向设为 (MOTOR_DIRECTION v)
boost_getMotorPosition r | !motor (MOTOR_REPORTER_ID v) position | 马达 (MOTOR_REPORTER_ID v) 位置
boost_whenColor h | when (COLOR v) brick seen | 当看到 (COLOR v) 积木
boost_seeingColor b | seeing (COLOR v) brick? | 看到 (COLOR v) 积木 ?
boost_whenTilted h | !when tilted (TILT_DIRECTION_ANY v) | !当向 (TILT_DIRECTION_ANY v) 倾斜
boost_getTiltAngle r | !tilt angle (TILT_DIRECTION v) | !向 (TILT_DIRECTION v) 倾角
boost_setLightHue s | !set light color to (HUE) | !将灯光颜色设为 (HUE)
gdxfor_whenGesture h | when (GESTURE v) | 当传感器 (GESTURE v)
gdxfor_whenForcePushedOrPulled h | when force sensor (PUSH_PULL v) | 当力传感器被 (PUSH_PULL v)
gdxfor_getForce r | force | 受力
gdxfor_whenTilted h | !when tilted (TILT v) | !当向 (TILT v) 倾斜
gdxfor_isTilted b | !tilted (TILT v) ? | !向 (TILT v) 倾斜？
gdxfor_getTilt r | !tilt angle (TILT v) | !向 (TILT v) 倾角
gdxfor_isFreeFalling b | falling? | 自由落体？
gdxfor_getSpinSpeed r | spin speed (DIRECTION v) | 向 (DIRECTION v) 的旋转速度
gdxfor_getAcceleration r | acceleration (DIRECTION v) | 向 (DIRECTION v) 的加速度
faceSensing_goToPart s | !go to (PART v) | !移到 (PART v)
faceSensing_pointInFaceTiltDirection s | point in direction of face tilt | !面向脸部倾斜的方向
faceSensing_setSizeToFaceSize s | set size to face size | !将大小设为脸部大小
faceSensing_whenTilted h | when face tilts (DIRECTION v) | !当脸部向 (DIRECTION v) 倾斜
faceSensing_whenSpriteTouchesPart h | when this sprite touches a (PART v) | !当角色碰到 (PART v)
faceSensing_whenFaceDetected h | when a face is detected | !当检测到脸部
faceSensing_faceIsDetected b | a face is detected? | !检测到脸部？
faceSensing_faceTilt r | face tilt | !脸部倾斜度
faceSensing_faceSize r | face size | !脸部大小
"""

_SLOT = re.compile(r"([(\[<])([A-Za-z0-9_]+)( v)?[)\]>]")
_CATEGORIES = {
    "event": "events",
    "operator": "operators",
    "videoSensing": "video",
    "text2speech": "tts",
    "wedo2": "wedo",
    "procedures": "custom",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a label: `bracket` is how scratchblocks opens it; `is_menu` for one with choices."""

    name: str
    bracket: str
    is_menu: bool


@dataclass(frozen=True, slots=True)
class Label:
    """The words and slots of a block in one language; `is_said` where category and shape must be said with it."""

    parts: tuple[str | Slot, ...]
    is_said: bool


@dataclass(frozen=True, slots=True)
class Look:
    """A block's shape (a letter of the table) and its labels by language."""

    shape: str
    labels: dict[Language, Label]


def category_of(opcode: str) -> str:
    """The scratchblocks category, which is the colour, of a block that is in the table."""
    prefix, _, name = opcode.partition("_")
    if prefix == "data":
        return "list" if "list" in name else "variables"
    return _CATEGORIES.get(prefix, prefix)


def _look(line: str) -> tuple[str, Look]:
    head, english, chinese = line.split(" | ")
    opcode, shape = head.split()
    return opcode, Look(shape, {"en": _label(english), "zh": _label(chinese)})


def _label(text: str) -> Label:
    words = text.removeprefix("!")
    parts: list[str | Slot] = []
    at = 0
    for match in _SLOT.finditer(words):
        parts += [words[at : match.start()].strip(), Slot(match[2], match[1], match[3] is not None)]
        at = match.end()
    parts.append(words[at:].strip())
    return Label(tuple(part for part in parts if part), text.startswith("!"))


LOOKS: dict[str, Look] = dict(_look(line) for line in (_TABLE + _EXTENSIONS).replace("\n    ", " ").split("\n") if line)
