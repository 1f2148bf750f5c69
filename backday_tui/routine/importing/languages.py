"""The words for sets, reps, rests and times in German, Spanish and French, put into English; names stay as they are.

A word that English has as well ("pause") is put into it only in a text that is known to be in another language
(`is_foreign`).
"""

from __future__ import annotations

import re
from typing import Final

LONG_DAY: Final = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
)
"""The days of the week in these languages and in English, as a pattern."""
SHORT_DAY: Final = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
_JOINED: Final = (
    r"(?:(?:und|mit|zu|von|de|con|avec|et|y|[àa])\s+)?(?:(?:jeweils|je|cada una?|chacune?)\s+)?(?:(?:de|[àa])\s+)?"
)
_SETS: Final = r"(?:series?|s[eé]ries?|serien?|s[aä]tze|saetze|durchg[aä]nge)"
_REPS: Final = (
    r"(?:wdhl?\.?|(?:anzahl (?:der )?)?wiederholungen|wiederholungszahl|wiederh\.?|r[eé]p[eé]titions?"
    r"|repeticiones|repeticion|repe?s?)"
)
_SECONDS: Final = r"(?:sekunden?|sek\.?|segundos?|segs?\.?|secondes?)"
_MINUTES: Final = r"(?:minuten|min\.|minutos?|minutes?)"
_TIME: Final = r"(?:seconds|minutes|sec|min|s)"
_REST: Final = (
    r"(?:temps de (?:repos|récup\w*)|tiempos? de (?:descanso|recuperación)|satzpausen?|pausenzeit(?:en)?|pausen?"
    r"|pausas?|descansos?|repos|récup(?:ération)?|ruhezeit(?:en)?|ruhe|recuperación|erholung)"
)
_RESTING: Final = (
    r"(?:descans(?:a|ar|e|en|ad|ando)|reposez(?:-vous)?|récupérez|récupérer|pausiere|pausieren|ruhe(?: dich| euch)?"
    r"|erhole dich|respira)"
)
_LENGTH: Final = r"(?:dauer|haltedauer|haltezeit|zeit|durée|temps|duración|tiempo)"
_HOW: Final = (
    r"(?:ausführung|durchführung|so geht'?s|so geht es|anleitung|beschreibung|ausgangs(?:position|stellung)"
    r"|startposition|bewegung|ejecución|cómo (?:se hace|hacerl[oa])|descripción|posición (?:inicial|de partida)"
    r"|exécution|mouvement|description|comment faire|position (?:de départ|initiale))"
)
_WHAT_FOR: Final = (
    r"(?:ziel|wirkung|effekt|(?:ziel)?musk(?:eln|ulatur|elgruppen?)|steigerung|varianten?|tipps?|hinweis|wichtig|achtung"
    r"|material|hilfsmittel|geräte?|sendung|stand|objetivo|músculos(?: \w+)?|beneficios|consejos?|nota|progresión"
    r"|objectif|but|muscles(?: \w+)?|bienfaits|conseils?|astuce|remarque|matériel|attention)"
)
"""Labels of what stands beside an exercise: how it is done, and what it is good for."""
_ALL_OF_IT: Final = (
    r"(?:zirkel|circuito|circuit|ganze|alles|todo|tout|l'ensemble|runde|übungen|rutina|secuencia|séquence|workout"
    r"|ablauf|enchaînement)"
)
_AGAIN: Final = r"(?:wiederhole(?:[nt]|n sie)?|repite|repita|repetir|repetid|répétez|répéter|refaites)"
_BETWEEN: Final = (
    r"(?:(?:zwischen|nach) (?:(?:de[nmr]|jede[mnr]|beiden|einzelnen) ){1,2}"
    r"|(?:entre|después de|tras|al final de|à la fin de|après) (?:(?:cada|las?|los|une?|una|chaque|les|de|deux) ){0,2})"
)
_NUMBERS: Final = {
    **{word: at for at, word in enumerate("ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split(), 1)},  # noqa: SIM905 -- reads best
    **{word: at for at, word in enumerate("una dos tres cuatro cinco seis siete ocho nueve diez once doce".split(), 1)},  # noqa: SIM905 -- as above
    **{word: at for at, word in enumerate("une deux trois quatre cinq six sept huit neuf dix onze douze".split(), 1)},  # noqa: SIM905 -- as above
    "eine": 1,
    "un": 1,
    **dict.fromkeys(("fünfzehn", "quince", "quinze"), 15),
    **dict.fromkeys(("zwanzig", "veinte", "vingt"), 20),
    **dict.fromkeys(("dreißig", "treinta", "trente"), 30),
}
_FOREIGN_THINGS: Final = rf"(?:{_SETS}|{_REPS}|{_SECONDS}|{_MINUTES}|runden|rondas|vueltas|tours|mal|veces|fois)"


def _rule(foreign: str, english: str) -> tuple[re.Pattern[str], str]:
    return re.compile(foreign, re.IGNORECASE), english


_ALWAYS: Final = (
    _rule(rf"(?<=\d )(?:{_SETS}) {_JOINED}(?=\d)", "sets of "),
    _rule(rf"(?<=\d )(?:{_SETS})(?!\w)", "sets"),
    _rule(
        r"(?<=\d )(?:wdhl?\.?|wiederholungen|r[eé]p[eé]titions|repeticiones)"
        r"(?: (?:de|von)(?!\w)(?! (?:cada|chaque|jede)))?(?!\w)",
        "reps",
    ),
    _rule(r"^(\W*)(?:zirkel(?:training)?|circuito)(?=\s*(?:[:,(-]|$))", r"\1Circuit"),
    _rule(r"(?<=\d )(?:runden|rondas|vueltas|tours)(?=\s?:|$| (?:de|von|mit) \d)", "rounds"),
    _rule(r"^(\W*)(?:satz|serie|série) ?#?(\d{1,2}) ?:", r"\1Set \2:"),
    _rule(r"^(\W*)(?:aufwärms[aä]tz?e?|série d'échauffement|serie de calentamiento) ?\d{0,2} ?:", r"\1Warm-up:"),
    _rule(r"(?<=\d )(?:sekunden|sek\.?(?!\w)|segundos|secondes|seg\.?(?!\w))", "seconds"),
    _rule(r"(?<=\d )(?:minuten|minutos?)(?!\w)", "minutes"),
)
"""What no English text means otherwise, behind a number."""

_IF_FOREIGN: Final = (
    _rule(
        r"(?<=\d)[ -]?(?:mal |x |veces |fois )?(?:pro woche|die woche|in der woche|wöchentlich|por semana|a la semana"
        r"|par semaine)(?!\w)",
        " times a week",
    ),
    _rule(
        r"(?<=\d)[ -]?(?:mal |x |veces |fois )?(?:täglich|am tag|pro tag|al día|por día|diarias|par jour)(?!\w)",
        " times a day",
    ),
    _rule(
        r"(?<!\w)(?:1|eine|una?|une) min\w* (?:y medio|et demie)|(?<!\w)(?:anderthalb|eineinhalb) min\w*", "90 seconds"
    ),
    _rule(r"(?<!\w)(?:medio minuto|(?:eine )?halbe minute|(?:une )?demi-minute)(?!\w)", "30 seconds"),
    _rule(r"(?<!\w)(?:zwischen|entre) (\d+) (?:und|y|et) (?=\d)", r"\1-"),
    _rule(
        rf"(?<!\w)(?:etwa|ca\.?|circa|ungefähr|rund|unos|unas|environ|mindestens|al menos|au moins|maximal|höchstens"
        rf"|máximo|nur|sólo|solo|seulement|jeweils)(?= \d{{1,3}}(?:-\d{{1,3}})? {_TIME}(?!\w))",
        "",
    ),
    _rule(r"(?<=\w) (?:y|und|et) (?=(?:descans|pausier|pause|repos|récup))", ", "),
    _rule(r"(?:(?<!\w)je (?=\d{1,2} (?:mal|x)))", ""),
    _rule(r"(?<=\d) (?:mal|veces|fois) (?:(?:je|jeweils|de|à) )?(?=\d)", " x "),
    _rule(r"(?<=reps) (?:cada una?|chacune?|jeweils)(?!\w)", ""),
    _rule(
        r"(?<=\d )((?:seconds|minutes|s|min) )(?:belastung|arbeit|(?:de )?trabajo|(?:d'|de )?(?:effort|travail))(?!\w)",
        r"\1work",
    ),
    _rule(
        r"(?<![\w:.,])(\d{1,3}(?: ?(?:-|bis|a|à|hasta) ?\d{1,3})? (?:seconds|minutes|sec|min)) "
        r"(?:lang )?(?:halten|aguantar|tenir)(?!\w)",
        r"hold for \1",
    ),
    _rule(
        r"(?<=\d )((?:seconds|minutes|sec|min|s) )(?:de |d'|von )(?!(?:repos|pausa|descanso|récup\w*)(?!\w))", r"\1of "
    ),
    _rule(r"(?<!\w)(?:mit|con|avec) (?=\d)", "with "),
    _rule(r"(?<!\w)(?:au max(?:imum)?|al máximo)(?!\w)", "to failure"),
    _rule(r"(?<=\w) :(?=\s|$)", ":"),
    _rule(r"^(\W*)(?:übung|ejercicio|exercice)(?= #?\d{1,2}\s?[:.)-])", r"\1Exercise"),
    _rule(r"(?<!\w)(\d{1,2}) ?min(?:ut[eo])?s? (\d{2})(?!\w)(?! ?(?:s|x|-|:))", r"\1:\2"),
    _rule(rf"(?<!\w){_SETS}\s?:\s?(?=\d)", "Sets: "),
    _rule(rf"(?<!\w){_REPS}\s?:\s?(?=\d)", "Reps: "),
    _rule(rf"^(\W*){_LENGTH}\s?:\s?(?=\d)", r"\1Time: "),
    _rule(rf"^(\W*){_HOW}\s?:\s?(?!\d)", r"\1How to: "),
    _rule(rf"^(\W*){_WHAT_FOR}\s?:\s?(?!\d)", r"\1Purpose: "),
    _rule(r"(?<=\d )min\.(?!\w)", "min"),
    _rule(r"(x ?\d{1,3}|\d reps) (?:à|a|con|mit|avec|de) (?=\d{1,4}(?:[.,]\d)? ?(?:kg|lb))", r"\1 @ "),
    _rule(r"(?<=\d) (?:ó|o|ou|oder|bis|hasta|à|a) (?=\d)", "-"),
    _rule(
        r"(?<!\w)(?:bevor|avant|antes)(?: [\w']+){0,5}? (?:nächste\w*|suivante?|siguiente|prochaine?)"
        r"(?: (?:übung|ejercicio|exercice))?(?: gehst?)?(?!\w)",
        "before the next exercise",
    ),
    _rule(rf"{_BETWEEN}(?:sätzen?|satz|serien?|series?|séries?)(?: y serie)?(?!\w)", "between sets"),
    _rule(
        rf"{_BETWEEN}(?:übungen|übung|ejercicios?|exercices?|mouvements?)(?: y ejercicio)?(?!\w)", "between exercises"
    ),
    _rule(
        rf"{_BETWEEN}(?:runden?|durchg[aä]ng(?:e|en)?|zirkeln?|rondas?|vueltas?|circuitos?|tours?|circuits?)"
        r"(?: y (?:ronda|vuelta))?(?!\w)",
        "between rounds",
    ),
    _rule(r"(?<!\w)(?:dazwischen|entre (?:ellas|ellos|medias|eux|elles|chaque|cada una?))(?!\w)", "in between"),
    _rule(
        r"(?<!\w)(?:jede[rs]? (?:der )?(?:\w+ )?übung(?:en)?|(?:pro|je) übung|alle übungen|(?:par|chaque) (?:exercice"
        r"|mouvement)|(?:por|cada) (?:ejercicio|movimiento)|todos los ejercicios|tous les exercices)(?!\w)",
        "each exercise",
    ),
    _rule(r"(?<!\w)(?:pendant|durante|für|lang) (?=\d)", "for "),
    _rule(rf"(?<=:\d\d) (?:de|von) {_REST}(?!\w)", " rest"),
    _rule(rf"(?<=\d )({_TIME}) lang(?!\w)", r"\1"),
    _rule(rf"(?<=\d )({_TIME}) (?:chacune?|cada un[ao]|jeweils)(?!\w)", r"\1 each"),
    _rule(
        r"(?<!\w)(?:realiza|haz|ejecuta|haga|faites|effectuez|mache?t?|führe) (?:cada un[oa]|chacune?|jede) (?=for)",
        "Do each ",
    ),
    _rule(
        rf"(?<!\w)(?:wechsel[nt]?e?|wechsle|cambia[r]?|changez)(?: d'exercice| de ejercicio| die übung)? "
        rf"(?:alle|cada|toutes les) (\d{{1,3}} {_TIME})(?: die übung| de ejercicio| d'exercice)?(?!\w)",
        r"Change exercise every \1",
    ),
    _rule(
        r"(?<!\w)(?:ces|estos|diese[rn]?|de ces|de estos)(?: \d{1,2})? (?:exercices|ejercicios|übungen)(?!\w)",
        "of these exercises",
    ),
    _rule(r"(?<=\d sets )(?:de|von|pro|par|por) (?=each)", "of "),
    _rule(r"(?<!\w)(?:trabaja[r]?|arbeite[n]?|travaillez) (?=for \d|\d)", "Work "),
    _rule(rf"(?<=\d )({_TIME}) (?:(?:de|zum|zur|d') ?)?(?:{_REST}|{_RESTING}|verschnaufen|erholen)(?!\w)", r"\1 rest"),
    _rule(
        rf"(?:(?:mit|con|avec|und|y|et) )?(?<!\w)(?:(?:eine[rn]?|una?|une|die|der|el|la|le|les|los) )?"
        rf"(?:{_REST}|{_RESTING})(?: ?[:=]| (?:von|de|pendant|for)| ?:)?\s(?=\d|:\d|between)",
        "rest ",
    ),
    _rule(
        r"(?<!\w)(?:(?:(?:dann|danach|anschließend|und) )?(?:die |das |den )?(?:seiten?|beine?|arme?) wechseln"
        r"|(?:wechseln?(?: sie)?|wechsle)(?: (?:dann|danach|nun|jetzt))? (?:die )?(?:seiten?|beine?|arme?)"
        r"|cambi[ae]r? de (?:lado|pierna|brazo)|changez de (?:côté|jambe|bras))(?!\w)"
        r"(?! (?:en|a|à|bei|nach|zur|jede[rns]?|chaque|cada) )",
        "switch sides",
    ),
    _rule(
        r"^(\W*)(?:(?:présentation des|(?:la )?liste des|les)(?: \d)? exercices|(?:los )?ejercicios|(?:die )?übungen)"
        r"(?=\s?:?$)",
        r"\1Exercises",
    ),
    _rule(
        r"(?<=between )(sets|exercises|rounds) ?(?::|von|de|beträgt|dauert|sollte|es de|est de|será de)(?= \d)",
        r"\1 is",
    ),
    _rule(
        r"(?:(?:pro|je|für jede[sn]?|auf jeder|jede) (?:seite|bein|arm|hand|fuß)|(?:por|(?:de |con |a )?cada) "
        r"(?:lado|pierna|brazo|mano|pie)|(?:par|(?:de |sur )?chaque) (?:côté|jambe|bras|main|pied))(?!\w)",
        "each side",
    ),
    _rule(r"(?<=\d )(?:runden|rondas|vueltas|tours)(?: (?:de|von|mit))?(?!\w)", "rounds"),
    _rule(r"(?<!\w)(?:por tiempo|auf zeit|pour le temps|contre la montre)(?!\w)", "for time"),
    _rule(r"(?<!\w)(?:alle|cada|toutes les) (?=\d{1,3} ?(?:s|sec|min))", "every "),
    _rule(r"(?<!\w)(?:jede minute|cada minuto|(?:toutes les|chaque) minutes?)(?!\w)", "every minute"),
    _rule(r"(?<=[:.)-] )(?:pause|descanso|repos|ruhe)$", "Rest"),
    _rule(r"(?<=\d rounds) (?:de|von|mit) (?=\d)", " of "),
    _rule(r"(?<=\d)[ -]?(?:mal|veces|fois)(?!\w)", " times"),
    _rule(
        rf"(?<!\w){_AGAIN}(?: [\w']+){{0,2}}? {_ALL_OF_IT}(?: [\w']+){{0,2}}? (?=\d)|"
        rf"(?<!\w)(?:d(?:as|en|ie)|alle) {_ALL_OF_IT}(?: wiederhol\w+)?(?: [\w']+){{0,2}}? "
        r"(?=\d times(?! a (?:day|week)))",
        "Repeat the circuit ",
    ),
    _rule(rf"(?<!\w){_AGAIN}(?: \w+){{0,3}} (?=\d)", "Repeat "),
    _rule(
        r"(?<=rounds) (?:wiederholen|completas?|completos?|complets?|complètes?|seguidas|(?:al|del) circuito"
        r"|du circuit|des zirkels|insgesamt|en total|au total)(?!\w)",
        "",
    ),
    _rule(r"(?<=times) (?:wiederholen|wiederholt|durchführen|durchgehen|durchlaufen)(?!\w)", ""),
    _rule(r"(?<!\w)(?:deja(?:d|r)? pasar|espera[r]?|laissez passer|attende[zr]|warte[n]?) (?=\d)", "wait "),
    _rule(
        r"(?:,| und| y| et)? (?:puis|danach|dann|anschließend|luego|después|ensuite)(?= (?:\d+ \w+ )?rest )", ", then"
    ),
    _rule(
        r"(?<!\w)(?:(?:(?:hiervon|davon|dabei) )?(?:(?:wir|du) )?mach(?:st|en?|t|e)?(?: (?:wir|du))?"
        r"(?: (?:hiervon|davon|dabei))?|führe|absolviere[nt]?|haz|hacer"
        r"|realiza[r]?|completa[r]?|faites|complétez|enchaînez"
        r"|faire|effectue[zr]|réalise[zr]) (?:insgesamt )?(?=\d)",
        "Do ",
    ),
    _rule(
        r"(?<!\w)(?:halten?|halte[tn]?|aguanta[r]?|mantén|mantener|sostén|tenez|maintenez|tenir|maintenir)"
        r"(?: [^\W\d]+){0,4}? (?=\d{1,3} ?(?:s|sec|min))",
        "Hold for ",
    ),
    _rule(
        r"(?:bis zum (?:muskel)?versagen|al fallo|hasta el fallo(?: muscular)?|jusqu'à l'échec(?: musculaire)?"
        r"|so viele(?: wiederholungen)? wie möglich|tant[ao]s como (?:puedas|sea posible)"
        r"|(?:autant|le plus)(?: de répétitions)? (?:que )?possible)(?!\w)",
        "to failure",
    ),
    _rule(r"^(\W*)(?:aufwärmen|aufwärmung|calentamiento|échauffement)(?=\s*(?::|$|\())", r"\1Warm-up"),
    _rule(
        r"^(\W*)(?:(?:abwärmen|abkühlen|cool-?down|vuelta a la calma|retour au calme)(?=\s*(?::|$))"
        r"|(?:estiramientos|étirements|dehnen)(?=\s*:?$))",
        r"\1Cool-down",
    ),
    _rule(r"^(\W*)(?:hauptteil|parte principal|partie principale)(?=\s*(?::|$))", r"\1Main"),
)
"""What a text in one of these languages means; in English some of these words are others."""

_AT_SENTENCE = re.compile(r"(?<=\w[.!?] )[a-z](?=(?:etween|est|efore|ach|n between|ait|or) )")
"""The first letter of a sentence that begins with words put into English."""
_HINT = re.compile(
    r"(?<!\w)(?:wiederholungen|wdh|sätze|sekunden|übung(?:en)?|und|pausen?:|repeticiones|ejercicios?"
    r"|descansos?|segundos"
    r"|minutos|para|con|séries|répétitions|secondes|exercices?|repos|avec|échauffement|pour|aufwärmen|der|die|las|los"
    r"|les|des|runden|belastung|für|durchgänge|liegestütze|kniebeugen|minuten|pro seite|je seite|zirkeltraining"
    r"|tours?|chaque|séance|fois|jambes|faites|entre|une|rutina|cada|lunes|miércoles|viernes|casa|espalda|pecho|por"
    r"|rondas|vueltas|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|kreuzheben|bankdrücken|rudern"
    r"|martes|jueves|sábado|domingo|sentadillas?|dominadas?|peso muerto|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|pompes|fentes|gainage|tractions|mit|mais|puis"
    r"|mal|veces|ziel|ausführung|objetivo|objectif|ejecución|exécution|flexiones|zancadas?|plancha|brücke"
    r"|[^\W\d_]*[äöüßñ][^\W\d_]*|(?<=min\. )pause|(?<=sek\. )pause|pause (?=\d))(?!\w)",
    re.IGNORECASE,
)
_MOST_READ: Final = 20_000
_SURE: Final = 2
_NUMBER = re.compile(
    rf"(?<!\w)({'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?= {_FOREIGN_THINGS}(?!\w)|mal(?!\w))",
    re.IGNORECASE,
)


def is_foreign(text: str) -> bool:
    """Whether a whole text is German, Spanish or French; its beginning tells."""
    found = {hint.lower() for hint in _HINT.findall(text[:_MOST_READ])}
    return len(found) >= _SURE


def in_english(text: str, *, is_foreign: bool) -> str:
    """A line with its words about amounts in English."""
    if is_foreign:
        text = _NUMBER.sub(lambda found: str(_NUMBERS[found[1].lower()]), text)
    for pattern, said in _ALWAYS:
        text = pattern.sub(said, text)
    if is_foreign:
        for pattern, said in _IF_FOREIGN:
            text = pattern.sub(said, text)
        text = _AT_SENTENCE.sub(lambda found: found[0].upper(), text)
    return text
