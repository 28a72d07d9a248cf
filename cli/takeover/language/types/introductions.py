"""How people lead up to their name, what they say around it, and which words are plainly no names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Introductions(NamedTuple):
    """The words of one language, in lower case.

    `surely` leads to a name, `maybe` to a name or to anything else (`I'm tired`); `greetings` stand in front,
    `courtesies` behind; `ends` begin another clause; `no_names` never stand in a name.
    """

    surely: frozenset[str]
    maybe: frozenset[str]
    greetings: frozenset[str]
    courtesies: frozenset[str]
    ends: frozenset[str]
    no_names: frozenset[str]


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in listed.split("|"))


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


ENGLISH = Introductions(
    surely=_phrases(
        """
        my name is | my name's | my names | my full name is | my first name is | my last name is | the name is |
        the name's | name is | name: | i am called | i'm called | you can call me | please call me | just call me |
        call me | people call me | everyone calls me | they call me | i go by
        """
    ),
    maybe=_phrases("i am | i'm | im | it's | its | it is | this is | that's | that is | here is | here's"),
    greetings=_phrases(
        """
        hi | hi there | hello | hello there | hey | hey there | good morning | good afternoon | good evening | sure
        | of course | ok | okay | yes | well | oh | uh | um | so | alright
        """
    ),
    courtesies=_phrases(
        """
        please | thanks | thank you | thank you very much | thx | cheers | here | speaking | sir | madam
        """
    ),
    ends=_words("and but from because who with at what's can could"),
    no_names=_words(
        """
        a about afraid again all already also am an annoyed another any anything are as ask asking been before being
        believe bored broken busy by calling cancel cannot cant card closed confused curious customer day did didn't
        do does doesn't don't done dont everything fine for forget frustrated get getting give glad go going gone
        good got great had happy has have having he hello help her here him his how hungry i i'd i'll i'm i've idk
        if in interested into is it its just kidding know late later looking lost mad make man maybe me mine more my
        name need never new nice no nobody none nope not nothing now of okay old on one only or order our out over
        person please problem question ready really right same say she should sick so some someone something sorry
        still stuck sure talk talking tell thank thanks that the their them there they thing this tired to today
        tomorrow too trying until up upset urgent us very waiting want wanted was we well were what when where which
        who whose why with woman won't wondering working would wrong yep yes yesterday yet you you'll you're your
        yours
        """
    ),
)

DUTCH = Introductions(
    surely=_phrases(
        """
        mijn naam is | m'n naam is | de naam is | naam is | naam: | ik heet | ik word genoemd | noem me maar |
        noem mij maar | noem me | noem mij | je mag me | mijn voornaam is | mijn achternaam is | u spreekt met |
        je spreekt met
        """
    ),
    maybe=_phrases("ik ben | dit is | het is | 't is | met | hier is | dat is"),
    greetings=_phrases(
        """
        hoi | hallo | hey | hai | dag | goedemorgen | goedemiddag | goedenavond | goedendag | goeiemorgen | ja |
        ja hoor | natuurlijk | ok | oké | oke | prima
        """
    ),
    courtesies=_phrases(
        """
        alstublieft | alsjeblieft | aub | a.u.b. | svp | graag | bedankt | dank je | dank u | dankjewel | hier
        """
    ),
    ends=_words("en maar uit want die met bij"),
    no_names=_words(
        """
        aan alles als ander andere bang beter bezig bij blij boos dat deze dit doe doen doet dus een eerst er foutje
        ga gaan gebeld geen gisteren goed graag had heb hebben heeft help het hier hoe hulp iemand iets ik in is ja
        je jij jou jouw kan kapot klaar klant kunnen kwijt laat maar me medewerker meer mens mij mijn moe moet
        morgen naam nee niemand niet niets nieuw nog nou nu of om onze ook op persoon praten probleem reeds sorry
        spoed te toch u uw vandaag vraag vragen waar waarom wat we weer weet wel welke wie wij wil willen wordt zeg
        zeggen zeker ziek zijn zo zoek zou
        """
    ),
)

GERMAN = Introductions(
    surely=_phrases(
        """
        mein name ist | mein name lautet | der name ist | name ist | name: | ich heiße | ich heisse |
        nennen sie mich | nenn mich
        """
    ),
    maybe=_phrases("ich bin | ich bin der | ich bin die | das ist | es ist | hier ist | hier spricht"),
    greetings=_phrases(
        """
        hallo | hi | hey | guten tag | guten morgen | guten abend | moin | servus | grüezi | ja | klar | gerne | ok
        """
    ),
    courtesies=_phrases("bitte | danke | vielen dank | danke schön | hier | am apparat"),
    ends=_words("und aber aus weil bei"),
    no_names=_words(
        """
        aber alles anderer auch bald bereit bin bitte da danke das dass dein dem die dies diese doch du ein eine
        einen einer er es etwas falsch fertig frage für ganz gerade gern gut habe haben hat heute hier hilfe ich ihr
        im in ist ja jemand jetzt kann kaputt kein keine krank kunde können lange man mehr mein meine mensch mich
        mir mit mitarbeiter morgen müde nein nicht nichts niemand noch nur oder ohne person problem schon sehr sein
        sicher sie sind so spät suche uns unser verloren viel wann warum was weg weiß wer wie will wir wo
        """
    ),
)

FRENCH = Introductions(
    surely=_phrases(
        """
        je m'appelle | mon nom est | mon prénom est | mon nom c'est | le nom est | nom: | appelez-moi | appelle-moi
        | on m'appelle
        """
    ),
    maybe=_phrases("je suis | c'est | moi c'est | ici | voici"),
    greetings=_phrases("bonjour | salut | bonsoir | coucou | oui | bien sûr | d'accord | ok | allô | allo"),
    courtesies=_phrases("s'il vous plaît | s'il te plaît | svp | stp | merci | merci beaucoup | à l'appareil"),
    ends=_words("et mais parce avec qui"),
    no_names=_words(
        """
        ai aide aider au aucun aujourd'hui aussi autre avec avez besoin bien cassé ce cela cette client combien
        comment dans demain déjà désolé elle en encore est et fait fatigué faut il ils j'ai jamais je les leur lui
        ma mais malade me merci mes moi mon ne non nos notre nous on ou oui où par parler pas perdu personne plus
        pour pourquoi pressé problème prêt quand que quel quelle quelqu'un question qui quoi rien sa sais sans se
        ses si son sont suis sur ta te tes toi ton tout tu un une va veux votre voudrais vous y ça être
        """
    ),
)

SPANISH = Introductions(
    surely=_phrases(
        """
        me llamo | mi nombre es | el nombre es | nombre: | llámame | llameme | puedes llamarme | me dicen |
        me llaman
        """
    ),
    maybe=_phrases("soy | yo soy | es | habla | le habla | aquí"),
    greetings=_phrases(
        """
        hola | buenos días | buenas tardes | buenas noches | buenas | sí | si | claro | vale | ok | bueno
        """
    ),
    courtesies=_phrases("por favor | gracias | muchas gracias | aquí"),
    ends=_words("pero porque con quien"),
    no_names=_words(
        """
        a ahora al algo alguien aquí ayuda ayudar bien cansado cliente como con cosa cual cuando cuál cuándo cómo da
        donde dónde ella en enfermo era eres es esa ese eso esta este esto estoy está gracias hablar hay hoy lo
        mañana me mi mis muy más nada nadie necesito ni no nos nosotros nuevo o otra otro para pedido perdido pero
        persona por porque pregunta problema puedo que quiero quién qué roto se si sin solo son soy su sus sé sí
        también te tengo todo tu un una usted ver ya yo
        """
    ),
)

INTRODUCTIONS: Mapping[str, Introductions] = {"de": GERMAN, "en": ENGLISH, "es": SPANISH, "fr": FRENCH, "nl": DUTCH}

PARTICLES = _words(
    """
    't af al av bin bint da das de del della den der des di do dos du e el ibn la le los of op ten ter the und van
    vom von y zu zum zur
    """
)
"""Words inside a name that stay small."""
