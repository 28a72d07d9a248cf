"""The words for days and times in each language that has them here; names of days and months come from CLDR.

Number words stand in digits when these are looked for (`in two weeks` is `in 2 weeks`, `half elf` is `half 11`).
A new language is one more table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """Phrases in lower case; a space is any white space."""

    days: Mapping[str, int | None] = field(default_factory=dict)  # from today; None: looks like a day and is none
    weekdays: Mapping[str, int] = field(default_factory=dict)  # more spellings; Monday is 0
    months: Mapping[str, int] = field(default_factory=dict)  # more spellings; January is 1
    # Beside a day of the week: before it, ...
    coming: tuple[str, ...] = ()
    this: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    every: tuple[str, ...] = ()
    week_before: tuple[str, ...] = ()  # a week later than that
    # ... behind it, or on either side.
    coming_after: tuple[str, ...] = ()
    week_later: tuple[str, ...] = ()
    weekday_endings: tuple[str, ...] = ()  # glued to it
    next_week: tuple[str, ...] = ()
    this_week: tuple[str, ...] = ()
    # Around a day of the month.
    on: tuple[str, ...] = ()
    the: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    next_month: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()  # before these a number and a month are something else: `5 may be late`
    # Around a span (`in 2 weeks`, `2 weeks ago`).
    units: Mapping[str, str] = field(default_factory=dict)
    ahead: tuple[str, ...] = ()
    ahead_after: tuple[str, ...] = ()
    ago: tuple[str, ...] = ()
    ago_after: tuple[str, ...] = ()
    a: Mapping[str, float] = field(default_factory=dict)  # counts without a number
    # Around an hour.
    at: tuple[str, ...] = ()
    hour: tuple[str, ...] = ()
    times: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    shift_before: Mapping[str, int] = field(default_factory=dict)  # minutes that they add: `half past`, `half`
    shift_after: Mapping[str, int] = field(default_factory=dict)
    minutes: tuple[str, ...] = ()
    past_hour: tuple[str, ...] = ()
    to_hour: tuple[str, ...] = ()
    since: tuple[str, ...] = ()  # after these `10 to 5` is two hours
    dayparts: Mapping[str, str] = field(default_factory=dict)  # `am`, `pm` or `night`
    in_daypart: tuple[str, ...] = ()
    please: tuple[str, ...] = ()  # may end a bare answer
    follows: tuple[str, ...] = ()  # may follow a bare hour: `at 10 or later`


def _units(**words: str) -> dict[str, str]:
    return {word: unit for unit, listed in words.items() for word in listed.split()}


ENGLISH = CalendarWords(
    days={
        "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tomorrow": 1, "tmrw": 1,
        "tomorow": 1, "tommorow": 1, "tommorrow": 1, "tomorrow night": 1, "day after tomorrow": 2,
        "the day after tomorrow": 2,
        "yesterday": -1, "last night": -1, "day before yesterday": -2, "the day before yesterday": -2,
    },
    weekdays={"tues": 1, "weds": 2, "thur": 3, "thurs": 3},
    months={"sept": 9},
    coming=("next", "coming", "this coming", "this next"),
    this=("this",),
    past=("last", "past", "this past", "previous"),
    every=("every", "each", "on every"),
    next_week=("next week", "next week on", "of next week"),
    this_week=("this week", "this week on", "of this week"),
    week_later=("week", "in 1 week", "in a week"),
    week_before=("1 week from", "a week from", "1 week after"),
    not_before=(
        "also", "arrive", "be", "cause", "come", "contain", "get", "go", "have", "i", "it", "need", "never", "not",
        "still",
        "take", "they", "we", "work", "you",
    ),
    next_month=("next month",),
    units=_units(day="day days", week="week weeks", month="month months", year="year years", hour="hour hours hr hrs",
                 minute="minute minutes min mins"),
    ahead=("in",),
    ahead_after=("from now", "from today"),
    ago_after=("ago",),
    a={"a": 1, "an": 1, "a couple of": 2, "a couple": 2, "half an": 0.5, "half a": 0.5},
    on=("on", "by", "until", "till", "from", "before", "after", "for", "since"),
    the=("the",),
    of=("of",),
    at=("at", "around", "from", "until", "till", "after", "before", "between", "@"),
    hour=("o'clock", "oclock", "o' clock", "o clock"),
    times={"noon": (12, 0), "midday": (12, 0), "midnight": (0, 0)},
    shift_before={"half past": 30, "half": 30, "quarter past": 15, "quarter after": 15, "quarter to": -15,
                  "quarter of": -15,
                  "quarter till": -15, "a quarter past": 15, "a quarter to": -15},
    minutes=("minutes", "min"),
    past_hour=("past", "after"),
    to_hour=("to", "before", "till"),
    since=("from", "between"),
    in_daypart=("in the", "at"),
    please=("please", "thanks", "thank you"),
    dayparts={"morning": "am", "afternoon": "pm", "evening": "pm", "tonight": "pm", "night": "night"},
    follows=(
        "and", "at", "but", "for", "if", "in", "instead", "is", "next", "on", "or", "please", "sharp", "thanks",
        "that", "then", "this",
        "to", "today", "tomorrow", "tonight", "until", "till", "with", "works", "would", "you",
    ),
)  # fmt: skip

DUTCH = CalendarWords(
    days={
        "vandaag": 0, "vanavond": 0, "vanmiddag": 0, "vanochtend": 0, "vanmorgen": 0, "vannacht": 0, "morgen": 1,
        "morgenavond": 1, "morgenmiddag": 1, "morgenochtend": 1, "morgenvroeg": 1, "overmorgen": 2, "gisteren": -1,
        "gisteravond": -1, "eergisteren": -2, "goede morgen": None, "goeie morgen": None, "in de morgen": None,
    },
    months={"mrt": 3, "sept": 9},
    coming=("volgende", "komende", "aanstaande", "aankomende", "eerstvolgende"),
    this=("deze",),
    past=("afgelopen", "vorige"),
    every=("elke", "iedere"),
    next_week=("volgende week", "volgende week op", "van volgende week"),
    this_week=("deze week", "van deze week"),
    week_later=("over 1 week", "over een week"),
    week_before=("1 week na", "een week na"),
    weekday_endings=("ochtend", "morgen", "middag", "avond", "nacht"),
    next_month=("volgende maand",),
    units=_units(day="dag dagen", week="week weken", month="maand maanden", year="jaar jaren", hour="uur uurtje",
                 minute="minuut minuten min"),
    ahead=("over",),
    ahead_after=("vanaf nu", "vanaf vandaag"),
    ago_after=("geleden",),
    a={"een": 1, "een paar": 2, "1 paar": 2, "een half": 0.5, "1 half": 0.5},
    on=("op", "voor", "vanaf", "tot", "per", "na", "sinds"),
    the=("de",),
    of=("van",),
    at=("om", "rond", "omstreeks", "vanaf", "tot", "voor", "na", "tussen", "tegen"),
    hour=("uur", "u"),
    times={"twaalf uur 's middags": (12, 0), "middernacht": (0, 0)},
    shift_before={"half": -30, "kwart over": 15, "kwart voor": -15},
    minutes=("minuten", "min"),
    past_hour=("over",),
    to_hour=("voor",),
    since=("van", "tussen"),
    in_daypart=("'s", "in de"),
    please=("graag", "aub", "alstublieft", "alsjeblieft", "bedankt"),
    dayparts={
        "ochtend": "am", "ochtends": "am", "morgens": "am", "vanochtend": "am", "vanmorgen": "am",
        "morgenochtend": "am",
        "middag": "pm", "middags": "pm", "vanmiddag": "pm", "morgenmiddag": "pm", "avond": "pm", "avonds": "pm",
        "vanavond": "pm", "morgenavond": "pm", "nacht": "night", "nachts": "night", "vannacht": "night",
    },
    follows=("aub", "alstublieft", "alsjeblieft", "en", "graag", "in", "is", "kan", "komt", "of", "op", "precies",
             "tot", "vandaag", "morgen", "volgende"),
)  # fmt: skip

GERMAN = CalendarWords(
    days={
        "heute": 0, "heute morgen": 0, "heute abend": 0, "heute nachmittag": 0, "morgen": 1, "morgen früh": 1,
        "übermorgen": 2, "gestern": -1, "vorgestern": -2, "guten morgen": None, "am morgen": None,
        "jeden morgen": None,
    },
    months={"jänner": 1, "mär": 3, "jun": 6, "jul": 7},
    coming=("nächsten", "nächster", "nächste", "nächstes", "kommenden", "kommender", "am nächsten", "am kommenden"),
    this=("diesen", "dieser", "an diesem"),
    past=("letzten", "letzter", "vergangenen", "am letzten"),
    every=("jeden", "jeder"),
    next_week=("nächste woche", "nächste woche am", "nächster woche"),
    this_week=("diese woche", "diese woche am"),
    week_later=("in 1 woche", "in einer woche"),
    weekday_endings=("früh", "morgen", "vormittag", "mittag", "nachmittag", "abend", "nacht"),
    next_month=("nächsten monats",),
    units=_units(day="tag tage tagen", week="woche wochen", month="monat monate monaten", year="jahr jahre jahren",
                 hour="stunde stunden", minute="minute minuten"),
    ahead=("in",),
    ago=("vor",),
    a={"ein": 1, "eine": 1, "einem": 1, "einer": 1, "einen": 1, "einer halben": 0.5, "1 halben": 0.5},
    on=("am", "bis", "vom", "ab", "seit", "für"),
    the=("der", "den", "dem", "am"),
    at=("um", "gegen", "ab", "bis", "vor", "nach", "zwischen"),
    hour=("uhr",),
    times={"mittag": (12, 0), "mittags": (12, 0), "mitternacht": (0, 0)},
    shift_before={"halb": -30, "viertel nach": 15, "viertel vor": -15, "dreiviertel": -15},
    minutes=("minuten",),
    past_hour=("nach",),
    to_hour=("vor",),
    since=("von", "zwischen"),
    in_daypart=("am",),
    please=("bitte", "danke"),
    dayparts={"morgens": "am", "vormittags": "am", "nachmittags": "pm", "nachmittag": "pm", "abends": "pm",
              "abend": "pm", "nachts": "night"},
    follows=("bitte", "und", "oder", "am", "heute", "morgen", "passt"),
)  # fmt: skip

FRENCH = CalendarWords(
    days={
        "aujourd'hui": 0, "ce matin": 0, "cet après-midi": 0, "ce soir": 0, "cette nuit": 0, "demain": 1,
        "demain matin": 1,
        "demain soir": 1, "après-demain": 2, "hier": -1, "hier soir": -1, "avant-hier": -2,
    },
    months={"fév": 2, "jan": 1, "juil": 7},
    coming_after=("prochain",),
    this=("ce",),
    every=("chaque", "tous les"),
    next_week=("de la semaine prochaine", "la semaine prochaine"),
    this_week=("de cette semaine",),
    week_later=("en 8",),
    next_month=("du mois prochain",),
    units=_units(day="jour jours", week="semaine semaines", month="mois", year="an ans année années",
                 hour="heure heures",
                 minute="minute minutes"),
    ahead=("dans",),
    ago=("il y a",),
    a={"un": 1, "une": 1, "une demi": 0.5, "1 demi": 0.5, "1 demi-": 0.5},
    on=("le", "au", "du", "avant", "après", "dès", "depuis", "pour"),
    the=("le", "au", "du"),
    of=("de",),
    at=("à", "vers", "dès", "avant", "après"),
    hour=("heures", "heure", "h"),
    times={"midi": (12, 0), "minuit": (0, 0)},
    shift_after={"et demie": 30, "et demi": 30, "et quart": 15, "moins le quart": -15},
    please=("s'il vous plaît", "svp", "merci"),
    dayparts={"du matin": "am", "après-midi": "pm", "l'après-midi": "pm", "du soir": "pm", "ce soir": "pm"},
    follows=("s'il", "svp", "et", "ou", "le", "demain", "merci"),
)  # fmt: skip

SPANISH = CalendarWords(
    days={
        "hoy": 0, "esta mañana": 0, "esta tarde": 0, "esta noche": 0, "mañana": 1, "pasado mañana": 2, "ayer": -1,
        "anoche": -1,
        "anteayer": -2, "la mañana": None, "mañana por la mañana": 1,
    },
    months={"sep": 9, "set": 9, "setiembre": 9},
    coming=("próximo", "el próximo"),
    coming_after=("que viene", "próximo"),
    this=("este",),
    past=("pasado", "el pasado"),
    every=("cada", "todos los"),
    next_week=("de la semana que viene", "de la próxima semana", "la semana que viene"),
    this_week=("de esta semana",),
    week_later=("en 8",),
    next_month=("del mes que viene", "del próximo mes"),
    units=_units(day="día días dia dias", week="semana semanas", month="mes meses", year="año años",
                 hour="hora horas",
                 minute="minuto minutos"),
    ahead=("en", "dentro de"),
    ago=("hace",),
    a={"un": 1, "una": 1, "media": 0.5},
    on=("el", "hasta", "desde", "para", "del"),
    the=("el", "día", "el día"),
    of=("de",),
    at=("a las", "a la", "sobre las", "desde las", "hasta las", "las"),
    hour=("horas", "hrs", "h"),
    times={"mediodía": (12, 0), "medianoche": (0, 0)},
    shift_after={"y media": 30, "y cuarto": 15, "menos cuarto": -15},
    please=("por favor", "gracias"),
    dayparts={"de la mañana": "am", "de la tarde": "pm", "de la noche": "pm", "esta tarde": "pm", "esta noche": "pm"},
    follows=("por", "y", "o", "el", "mañana", "gracias", "en"),
)  # fmt: skip

CALENDAR_WORDS: Mapping[str, CalendarWords] = {"de": GERMAN, "en": ENGLISH, "es": SPANISH, "fr": FRENCH, "nl": DUTCH}
