"""The names that Scratch itself gives, in its many languages."""


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split(","))


SPRITES = _names(
    """
    Actor, Aktè, Ator, Ciplun, Duszek, Figur, Figura, Gariņš, Hahmo, Kihusika, Kukla, Lik, Motšeakarolo,
    Nhân vật, Obchecto, Objekt, Objeto, Parehe, Personaj, Personatge, Personaxe, Personnage, Pertsonaia,
    Postava, Pêlîstik, Rolulo, Sprait, Sprajt, Sprayt, Sprid, Sprite, Spriti, Sprìd, Szereplő, Teikning,
    Umlingisi, Veikėjas, i-Sprite, Αντικείμενο, Анагӡаҩ, Дүрс, Лик, Спрайт, Կերպար, דמות, الكائن, تەن, شکلک,
    स्प्राइट, স্প্রাইট, ସ୍ପ୍ରାଇଟ, สไปรต์, სპრაიტი, ገፀ-ባህርይ, តួអង្គ, スプライト, 角色, 스프라이트
    """
)
"""What stands before the number in the name of a new sprite."""

VARIABLES = _names(
    """
    MyVariable, a minha variável, az én változóm, biến của tôi, değişkenim, fy newidyn, guheroka min,
    hukniraqni, i-variable yam, kibadilika changu, la meva variable, la mia variabile, la mio variable,
    m'athróg, ma variable, mano kintamasis, mans mainīgais, meine Variable, mi variable, mijn variabele,
    min variabel, minha variável, minu muutuja, moja spremenljivka, moja varijabla, moja zmienna,
    moje proměnná, muuttujani, my variable, my veranderlike, mənim dəyişənim, variabel saya, variabila mea,
    variable ko, η μεταβλητή μου, исхатәу аҽеиҭак, мая зменная, моя змінна, моя переменная, моята променлива,
    իմ փոփոխականը, متغيري, متغیر من, گۆڕاوەکەم, আমার ভ্যারিয়েবল, ตัวแปรของฉัน, 我的变量, 我的變數, 変数, 나의 변수
    """
)
"""The variable that every new project has."""
