"""The blocks of Scratch 2 and 1.4 in the words of Scratch 3: selector -> opcode, and what each argument becomes.

A line is a selector, its opcode, and its arguments in order:

    n:X p:X w:X i:X a:X t:X c:X  a slot X for a number, a positive, whole or integer number, an angle, text, a colour
    b:X s:X                      a slot for a condition, or for a row of blocks
    m:X=OPCODE                   a slot with this menu, whose field is called X too
    r:X                          a slot with a message
    f:X v:X l:X e:X              a field with a choice, a variable, a list, a message
    =X.VALUE                     no argument, but a field that Scratch 3 has with it

Scratch 2 itself reads the names of 1.4; those that only 1.4 writes are at the end. The names come from the block
lists that Scratch's own programs publish.
"""

from dataclasses import dataclass

_TABLE = r"""
forward: motion_movesteps n:STEPS
turnRight: motion_turnright n:DEGREES
turnLeft: motion_turnleft n:DEGREES
heading: motion_pointindirection a:DIRECTION
pointTowards: motion_pointtowards m:TOWARDS=motion_pointtowards_menu
gotoX:y: motion_gotoxy n:X n:Y
gotoSpriteOrMouse: motion_goto m:TO=motion_goto_menu
glideSecs:toX:y:elapsed:from: motion_glidesecstoxy n:SECS n:X n:Y
changeXposBy: motion_changexby n:DX
xpos: motion_setx n:X
changeYposBy: motion_changeyby n:DY
ypos: motion_sety n:Y
bounceOffEdge motion_ifonedgebounce
setRotationStyle motion_setrotationstyle f:STYLE
xpos motion_xposition
ypos motion_yposition
heading motion_direction
scrollRight motion_scroll_right n:DISTANCE
scrollUp motion_scroll_up n:DISTANCE
scrollAlign motion_align_scene f:ALIGNMENT
xScroll motion_xscroll
yScroll motion_yscroll
say:duration:elapsed:from: looks_sayforsecs t:MESSAGE n:SECS
say: looks_say t:MESSAGE
think:duration:elapsed:from: looks_thinkforsecs t:MESSAGE n:SECS
think: looks_think t:MESSAGE
show looks_show
hide looks_hide
hideAll looks_hideallsprites
lookLike: looks_switchcostumeto m:COSTUME=looks_costume
nextCostume looks_nextcostume
startScene looks_switchbackdropto m:BACKDROP=looks_backdrops
startSceneAndWait looks_switchbackdroptoandwait m:BACKDROP=looks_backdrops
nextScene looks_nextbackdrop
changeGraphicEffect:by: looks_changeeffectby f:EFFECT n:CHANGE
setGraphicEffect:to: looks_seteffectto f:EFFECT n:VALUE
filterReset looks_cleargraphiceffects
changeSizeBy: looks_changesizeby n:CHANGE
setSizeTo: looks_setsizeto n:SIZE
changeStretchBy: looks_changestretchby n:CHANGE
setStretchTo: looks_setstretchto n:STRETCH
comeToFront looks_gotofrontback =FRONT_BACK.front
goBackByLayers: looks_goforwardbackwardlayers i:NUM =FORWARD_BACKWARD.backward
costumeIndex looks_costumenumbername =NUMBER_NAME.number
costumeName looks_costumenumbername =NUMBER_NAME.name
sceneName looks_backdropnumbername =NUMBER_NAME.name
backgroundIndex looks_backdropnumbername =NUMBER_NAME.number
scale looks_size
playSound: sound_play m:SOUND_MENU=sound_sounds_menu
doPlaySoundAndWait sound_playuntildone m:SOUND_MENU=sound_sounds_menu
stopAllSounds sound_stopallsounds
changeVolumeBy: sound_changevolumeby n:VOLUME
setVolumeTo: sound_setvolumeto n:VOLUME
volume sound_volume
playDrum music_playDrumForBeats m:DRUM=music_menu_DRUM n:BEATS
drum:duration:elapsed:from: music_midiPlayDrumForBeats n:DRUM n:BEATS
rest:elapsed:from: music_restForBeats n:BEATS
noteOn:duration:elapsed:from: music_playNoteForBeats m:NOTE=note n:BEATS
instrument: music_setInstrument m:INSTRUMENT=music_menu_INSTRUMENT
midiInstrument: music_midiSetInstrument n:INSTRUMENT
changeTempoBy: music_changeTempo n:TEMPO
setTempoTo: music_setTempo n:TEMPO
tempo music_getTempo
clearPenTrails pen_clear
stampCostume pen_stamp
putPenDown pen_penDown
putPenUp pen_penUp
penColor: pen_setPenColorToColor c:COLOR
changePenHueBy: pen_changePenHueBy n:HUE
setPenHueTo: pen_setPenHueToNumber n:HUE
changePenShadeBy: pen_changePenShadeBy n:SHADE
setPenShadeTo: pen_setPenShadeToNumber n:SHADE
changePenSizeBy: pen_changePenSizeBy n:SIZE
penSize: pen_setPenSizeTo n:SIZE
whenGreenFlag event_whenflagclicked
whenKeyPressed event_whenkeypressed f:KEY_OPTION
whenClicked event_whenthisspriteclicked
whenSceneStarts event_whenbackdropswitchesto f:BACKDROP
whenSensorGreaterThan event_whengreaterthan f:WHENGREATERTHANMENU n:VALUE
whenIReceive event_whenbroadcastreceived e:BROADCAST_OPTION
broadcast: event_broadcast r:BROADCAST_INPUT
doBroadcastAndWait event_broadcastandwait r:BROADCAST_INPUT
wait:elapsed:from: control_wait p:DURATION
doRepeat control_repeat w:TIMES s:SUBSTACK
doForever control_forever s:SUBSTACK
doIf control_if b:CONDITION s:SUBSTACK
doIfElse control_if_else b:CONDITION s:SUBSTACK s:SUBSTACK2
doWaitUntil control_wait_until b:CONDITION
doUntil control_repeat_until b:CONDITION s:SUBSTACK
doWhile control_while b:CONDITION s:SUBSTACK
doForLoop control_for_each v:VARIABLE t:VALUE s:SUBSTACK
stopScripts control_stop f:STOP_OPTION
whenCloned control_start_as_clone
createCloneOf control_create_clone_of m:CLONE_OPTION=control_create_clone_of_menu
deleteClone control_delete_this_clone
COUNT control_get_counter
INCR_COUNT control_incr_counter
CLR_COUNT control_clear_counter
warpSpeed control_all_at_once s:SUBSTACK
touching: sensing_touchingobject m:TOUCHINGOBJECTMENU=sensing_touchingobjectmenu
touchingColor: sensing_touchingcolor c:COLOR
color:sees: sensing_coloristouchingcolor c:COLOR c:COLOR2
distanceTo: sensing_distanceto m:DISTANCETOMENU=sensing_distancetomenu
doAsk sensing_askandwait t:QUESTION
answer sensing_answer
keyPressed: sensing_keypressed m:KEY_OPTION=sensing_keyoptions
mousePressed sensing_mousedown
mouseX sensing_mousex
mouseY sensing_mousey
soundLevel sensing_loudness
isLoud sensing_loud
senseVideoMotion videoSensing_videoOn m:ATTRIBUTE=videoSensing_menu_ATTRIBUTE m:SUBJECT=videoSensing_menu_SUBJECT
setVideoState videoSensing_videoToggle m:VIDEO_STATE=videoSensing_menu_VIDEO_STATE
setVideoTransparency videoSensing_setVideoTransparency n:TRANSPARENCY
timer sensing_timer
timerReset sensing_resettimer
getAttribute:of: sensing_of f:PROPERTY m:OBJECT=sensing_of_object_menu
timeAndDate sensing_current f:CURRENTMENU
timestamp sensing_dayssince2000
getUserName sensing_username
getUserId sensing_userid
+ operator_add n:NUM1 n:NUM2
- operator_subtract n:NUM1 n:NUM2
* operator_multiply n:NUM1 n:NUM2
/ operator_divide n:NUM1 n:NUM2
% operator_mod n:NUM1 n:NUM2
randomFrom:to: operator_random n:FROM n:TO
< operator_lt t:OPERAND1 t:OPERAND2
= operator_equals t:OPERAND1 t:OPERAND2
> operator_gt t:OPERAND1 t:OPERAND2
& operator_and b:OPERAND1 b:OPERAND2
| operator_or b:OPERAND1 b:OPERAND2
not operator_not b:OPERAND
concatenate:with: operator_join t:STRING1 t:STRING2
letter:of: operator_letter_of w:LETTER t:STRING
stringLength: operator_length t:STRING
rounded operator_round n:NUM
computeFunction:of: operator_mathop f:OPERATOR n:NUM
readVariable data_variable v:VARIABLE
setVar:to: data_setvariableto v:VARIABLE t:VALUE
changeVar:by: data_changevariableby v:VARIABLE n:VALUE
showVariable: data_showvariable v:VARIABLE
hideVariable: data_hidevariable v:VARIABLE
contentsOfList: data_listcontents l:LIST
append:toList: data_addtolist t:ITEM l:LIST
deleteLine:ofList: data_deleteoflist i:INDEX l:LIST
insert:at:ofList: data_insertatlist t:ITEM i:INDEX l:LIST
setLine:ofList:to: data_replaceitemoflist i:INDEX l:LIST t:ITEM
getLine:ofList: data_itemoflist i:INDEX l:LIST
lineCountOfList: data_lengthoflist l:LIST
list:contains: data_listcontainsitem l:LIST t:ITEM
showList: data_showlist l:LIST
hideList: data_hidelist l:LIST
videoSensing_whenMotionGreaterThan videoSensing_whenMotionGreaterThan n:REFERENCE
procDef procedures_definition
call procedures_call
getParam argument_reporter_string_number f:VALUE
\\ operator_mod n:NUM1 n:NUM2
abs operator_mathop n:NUM =OPERATOR.abs
sqrt operator_mathop n:NUM =OPERATOR.sqrt
doReturn control_stop =STOP_OPTION.this_script
stopAll control_stop =STOP_OPTION.all
showBackground: looks_switchbackdropto m:BACKDROP=looks_backdrops
nextBackground looks_nextbackdrop
MouseClickEventHatMorph event_whenthisspriteclicked
KeyEventHatMorph event_whenkeypressed f:KEY_OPTION
"""

# Their selectors begin with the extension's name and a separator, of which two have been in use.
_WEDO = """
motorOnFor wedo2_motorOnFor m:MOTOR_ID=wedo2_menu_MOTOR_ID n:DURATION
motorOn wedo2_motorOn m:MOTOR_ID=wedo2_menu_MOTOR_ID
motorOff wedo2_motorOff m:MOTOR_ID=wedo2_menu_MOTOR_ID
startMotorPower wedo2_startMotorPower m:MOTOR_ID=wedo2_menu_MOTOR_ID n:POWER
setMotorDirection wedo2_setMotorDirection m:MOTOR_ID=wedo2_menu_MOTOR_ID
    m:MOTOR_DIRECTION=wedo2_menu_MOTOR_DIRECTION
setLED wedo2_setLightHue n:HUE
playNote wedo2_playNoteFor n:NOTE n:DURATION
whenDistance wedo2_whenDistance m:OP=wedo2_menu_OP n:REFERENCE
whenTilted wedo2_whenTilted m:TILT_DIRECTION_ANY=wedo2_menu_TILT_DIRECTION_ANY
getDistance wedo2_getDistance
isTilted wedo2_isTilted m:TILT_DIRECTION_ANY=wedo2_menu_TILT_DIRECTION_ANY
getTilt wedo2_getTiltAngle m:TILT_DIRECTION=wedo2_menu_TILT_DIRECTION
"""


@dataclass(frozen=True, slots=True)
class Argument:
    """What one argument becomes: `kind` is its letter in the table, `menu` the opcode of its menu."""

    kind: str
    name: str
    menu: str = ""


@dataclass(frozen=True, slots=True)
class Selector:
    """A Scratch 3 opcode, its arguments in the order of Scratch 2, and fields that have no argument."""

    opcode: str
    arguments: tuple[Argument, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()


def _selectors() -> dict[str, Selector]:
    found = dict(_selector(line) for line in _TABLE.split("\n") if line)
    for line in _WEDO.replace("\n    ", " ").split("\n"):
        if line:
            name, selector = _selector(line)
            found.update({f"LEGO WeDo 2.0{mark}{name}": selector for mark in ".\x1f"})
    return found


def _selector(line: str) -> tuple[str, Selector]:
    name, opcode, *words = line.split()
    arguments = tuple(_argument(word) for word in words if word[0] != "=")
    fixed = (word[1:].replace("_script", " script").split(".") for word in words if word[0] == "=")
    return name, Selector(opcode, arguments, tuple((field, value) for field, value in fixed))


def _argument(word: str) -> Argument:
    kind, _, rest = word.partition(":")
    name, _, menu = rest.partition("=")
    return Argument(kind, name, menu)


SELECTORS = _selectors()
