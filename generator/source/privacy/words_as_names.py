"""Words about names: those that are names as well, particles of surnames, titles, and what follows a name."""

from __future__ import annotations

from typing import Final

WORDS: Final = frozenset(
    """
    abbey abbot ace alder amber angel april archer art ash august autumn baker banks barber bard barker barn
    barrel bay bean bear beck bell berry best bill bird bishop black blessing bliss blossom bloom blue bond
    booker booth bow bowman box brand brewer bridge bridges bright brook brooks brown buck bud bull burn burns
    bush butcher butler cane carol carpenter carter cash castle chance chandler chapel charity chase
    chambers cherry child christian church clay clement cliff clover coal coleman coke cook cooper coral
    cotton court craft crane cross crystal crow cruise daisy dale dane dawn day dean dear destiny dick dolly
    dove drake driver duke dusty earl east easter eve ever faith falconer farmer faye fern field fields finch
    fisher fletcher flint flora flower flowers ford forest forester fox frank franklin free freeman french
    frost fry fuller gale gardener gardner garland gay gem gill ginger glen glover gold golden good goodman
    grace grant graves gray green grey grove guest guy hale hall hammer hand hands harbour hardy harper harry
    hart hawk hay hazel heart heath heather heaven hedges henry herb hero hill hills hobby holiday hollow
    holly holmes honey honour hood hooper hope house hunt hunter husband iris irons ivory ivy jack jade jan
    jasmine jay jean jenny jet jewel jewels job john joiner joy judge julian june justice justin keen key
    king kitchen kit knight knights lake lamb lance land lane lark laurel law laws lee levy liberty light
    lily lilac lime linden little lock long love loving low luck lucky major man mace march marina mark marks
    marsh marshal marshall martin mary mason masters matt max may mayor mead meadow meadows melody mercer
    mercy merit merry michael mike mill miller mills miner monk moon moor moore moss mount myrtle nelson new
    newman nick noble noel noon norm north olive opal orchard otter pace page pages paige palmer parish park
    parker parks parson parsons paste pat patience patsy pause peace peach pearl penny peg pepper perch petal
    peter phoenix pike piper pitt plant plum pole pond poole poor poppy porter potter power powers precious
    price prince prior prosper prudence proudfoot quick quill rain rains ray read reader reading red reed
    rich ring rivers river rob robin rod roller roman rose roses rosemary round row rowan royal ruby rue
    rush russet rusty sable saddler sadler sage saint sally salt sand sands sandy savage savannah sawyer say
    scarlet scott self senior serenity sergeant shade shark sharp shaw shepherd shepherds short silver simple
    singer singh sky skye small smart smith snow snowden song south spark sparks sparrow spring spencer spice
    stack star stark steel steele stephen sterling stern stock stone storm strange street strong summer
    summers sue sunny swan sweet swift tanner tailor taylor teacher temple terry thatcher thorn tiger tinker
    todd tom tower trip trinity true trusty tucker turner tyler valentine vale van vein vernal vicar victor
    victory vince viola violet vine virtue wade walker wall walls ward warden warner water waters watchman
    weaver webb webster weeks well wells west wheat wheeler whistler white whiting wild wilder will willow
    wills win winter winters wise wolf wood woods woody woodward wool word wright wren yard yates york young
    zest
    """.split()
)
"""Words that stand in many texts: alone they are a name only within a sentence, and with a capital letter."""
MONTHS: Final = frozenset({"april", "august", "june", "march", "may"})
PARTICLES: Final = frozenset(
    "a' al am an ap ab bin ben bint d' da dal de del della den der des di dos du el fitz ibn la le lo mac mc"
    " mhic m' na nam nan nic ni o o' san santa st ten ter ua ui van vom von y zu zum zur".split()
)
"""Words that begin a surname of several words."""
TITLES: Final = (
    "mr", "mrs", "ms", "miss", "mx", "mister", "missus", "madam", "dr", "doctor", "prof", "professor", "sir",
    "dame", "lord", "lady", "rev", "reverend", "father", "fr", "sister", "canon", "cllr", "councillor",
    "messrs", "mme", "madame", "mlle", "mademoiselle", "monsieur", "frau", "herr", "sr", "sra", "srta",
    "senor", "senora", "signor", "signora",
    "mgr", "mghr", "maighstir", "a mhgr", "a' mhgr", "a' mhaighstir", "a mhaighstir", "bh-ph", "a' bh-ph",
    "bhean-phosta", "a' bhean-phosta", "a bhean-phosta", "bean-phosta", "bh-uas", "a' bh-uas", "bhean-uasal",
    "a' bhean-uasal", "bean-uasal", "bn-uas", "a' bhn-uas", "an dr", "dotair", "an dotair", "an t-oll",
    "an t-ollamh", "ollamh", "an t-urr", "an t-urramach",
)  # fmt: skip
"""Titles in English and in Gaelic, and a few of others, in small letters and without accents."""
OFFICES: Final = (
    "head", "head teacher", "headteacher", "headmaster", "headmistress", "depute", "depute head",
    "depute headteacher", "depute head teacher", "deputy", "deputy head", "deputy headteacher",
    "deputy head teacher", "ht", "dht", "aht", "principal", "principal teacher", "pt", "rector", "teacher",
    "class teacher", "probationer", "lecturer", "tutor", "mentor", "coach", "facilitator", "coordinator",
    "director", "provost", "chair", "convener", "secretary", "librarian", "janitor", "nurse", "officer",
    "inspector", "constable", "pc", "dc", "sgt", "captain", "capt", "colonel", "pastor", "minister",
    "vicar", "bishop", "archbishop", "rabbi", "imam", "sheikh", "revd", "rev'd", "hon", "honourable",
    "baroness", "baron", "misses", "mesdames", "messieurs", "master", "brother", "bailie", "msp", "mp",
    "aunt", "auntie", "aunty", "uncle", "granny", "grandma", "grandpa", "mevrouw", "meneer", "pani",
    "ceannard", "cheannard", "iar-cheannard", "iar-cheann", "ceann-sgoile", "cheann-sgoile",
    "maighstir-sgoile", "mhaighstir-sgoile", "ban-sgoile", "bhan-sgoile", "tidsear", "thidsear", "teidsear",
    "theidsear", "priomh thidsear", "priomh-thidsear", "prionnsapal", "phrionnsapal", "ministear",
    "mhinistear", "athair", "an t-athair", "brathair", "piuthar", "comhairliche", "chomhairliche",
    "ban-mhaighstir", "neach-teagaisg",
)  # fmt: skip
"""Offices and kinship in English and in Gaelic, which stand before a surname as titles do."""
AFTER_NAMES: Final = frozenset(
    "ba bed bsc cbe dphil edd esq frse frsa hons ii iii jnr jr ma mba mbe med mphil msc obe pgce pgde phd snr"
    " sr".split()
)
"""Degrees, honours and the like, which follow a name, without stops."""
