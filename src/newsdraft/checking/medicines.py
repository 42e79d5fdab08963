"""Cancer drugs by their generic names, with brand names and codes, and other names that have two forms.

A name here is known whatever its ending, and any of its forms lets a sentence use any other. To add a drug: a line
``generic: Brand, CODE``. Generic names are those of the WHO's list (INN), brand names those of the FDA and the EMA.
"""

from __future__ import annotations

from collections import defaultdict

from newsdraft.checking.lexicon import Lexicon, table

DRUGS = table(
    """
    abemaciclib: Verzenio, Verzenios
    abiraterone: Zytiga, Yonsa
    acalabrutinib: Calquence
    adagrasib: Krazati
    trastuzumab emtansine: Kadcyla, T-DM1, ado-trastuzumab emtansine
    trastuzumab deruxtecan: Enhertu, T-DXd, fam-trastuzumab deruxtecan, DS-8201
    afatinib: Gilotrif, Giotrif
    alectinib: Alecensa
    alpelisib: Piqray
    amivantamab: Rybrevant
    anastrozole: Arimidex
    apalutamide: Erleada
    arsenic trioxide: Trisenox
    asciminib: Scemblix
    asparaginase: Elspar, Erwinaze, pegaspargase, Oncaspar
    atezolizumab: Tecentriq
    avapritinib: Ayvakit
    avelumab: Bavencio
    axicabtagene ciloleucel: Yescarta, axi-cel
    axitinib: Inlyta
    azacitidine: Vidaza, Onureg
    bcg: bacillus calmette-guerin
    belantamab mafodotin: Blenrep
    belzutifan: Welireg
    bendamustine: Treanda, Levact
    bevacizumab: Avastin, Mvasi
    bexarotene: Targretin
    bicalutamide: Casodex
    binimetinib: Mektovi
    bleomycin:
    blinatumomab: Blincyto
    bortezomib: Velcade
    bosutinib: Bosulif
    brentuximab vedotin: Adcetris
    brexucabtagene autoleucel: Tecartus
    brigatinib: Alunbrig
    busulfan: Busulfex, Myleran
    cabazitaxel: Jevtana
    cabozantinib: Cabometyx, Cometriq
    capecitabine: Xeloda
    capivasertib: Truqap
    capmatinib: Tabrecta
    carboplatin: Paraplatin
    carfilzomib: Kyprolis
    carmustine: BiCNU, Gliadel
    cemiplimab: Libtayo
    ceritinib: Zykadia
    cetuximab: Erbitux
    chlorambucil: Leukeran
    ciltacabtagene autoleucel: Carvykti, cilta-cel
    cisplatin: Platinol
    cladribine: Leustatin, Mavenclad
    cobimetinib: Cotellic
    copanlisib: Aliqopa
    crizotinib: Xalkori
    cyclophosphamide: Cytoxan
    cytarabine: Cytosar
    dabrafenib: Tafinlar
    dacarbazine: DTIC
    dacomitinib: Vizimpro
    daratumumab: Darzalex
    darolutamide: Nubeqa
    dasatinib: Sprycel
    datopotamab deruxtecan: Datroway, Dato-DXd
    daunorubicin: Cerubidine
    decitabine: Dacogen
    degarelix: Firmagon
    denosumab: Xgeva, Prolia
    dexamethasone: Decadron
    docetaxel: Taxotere
    dostarlimab: Jemperli
    doxorubicin: Adriamycin, Doxil, Caelyx
    durvalumab: Imfinzi
    elacestrant: Orserdu
    elotuzumab: Empliciti
    elranatamab: Elrexfio
    enasidenib: Idhifa
    encorafenib: Braftovi
    enfortumab vedotin: Padcev
    entrectinib: Rozlytrek
    enzalutamide: Xtandi
    epcoritamab: Epkinly, Tepkinly
    epirubicin: Ellence
    erdafitinib: Balversa
    eribulin: Halaven
    erlotinib: Tarceva
    etoposide: Toposar, Vepesid, VP-16
    everolimus: Afinitor, Votubia
    exemestane: Aromasin
    fedratinib: Inrebic
    fludarabine: Fludara
    fluorouracil: 5-FU, 5-fluorouracil, Adrucil
    flutamide:
    folfirinox:
    fruquintinib: Fruzaqla
    fulvestrant: Faslodex
    futibatinib: Lytgobi
    gefitinib: Iressa
    gemcitabine: Gemzar
    gilteritinib: Xospata
    glofitamab: Columvi
    goserelin: Zoladex
    hydroxyurea: Hydrea, hydroxycarbamide
    ibrutinib: Imbruvica
    idarubicin: Idamycin
    idecabtagene vicleucel: Abecma, ide-cel
    idelalisib: Zydelig
    ifosfamide: Ifex
    imatinib: Gleevec, Glivec
    imlunestrant: Inluriyo
    inavolisib: Itovebi
    inotuzumab ozogamicin: Besponsa
    aldesleukin: Proleukin
    ipilimumab: Yervoy
    irinotecan: Camptosar, Onivyde
    isatuximab: Sarclisa
    ivosidenib: Tibsovo
    ixazomib: Ninlaro
    ketamine:
    lapatinib: Tykerb, Tyverb
    larotrectinib: Vitrakvi
    lazertinib: Lazcluze
    lenalidomide: Revlimid
    lenvatinib: Lenvima
    letrozole: Femara
    leucovorin: folinic acid
    leuprolide: leuprorelin, Lupron, Eligard, Prostap
    lifileucel: Amtagvi
    lisocabtagene maraleucel: Breyanzi, liso-cel
    lomustine: CCNU, Gleostine
    lorlatinib: Lorbrena, Lorviqua
    lurbinectedin: Zepzelca
    177lu-psma-617: Pluvicto, lutetium vipivotide tetraxetan, lutetium-177 psma-617
    177lu-dotatate: Lutathera, lutetium dotatate
    margetuximab: Margenza
    megestrol: Megace
    melphalan: Alkeran, Evomela
    mercaptopurine: 6-MP, Purinethol
    metformin: Glucophage
    methotrexate: Trexall
    midostaurin: Rydapt
    mirvetuximab soravtansine: Elahere
    mitomycin: Mutamycin, mitomycin C
    mitotane: Lysodren
    mitoxantrone: Novantrone
    mobocertinib: Exkivity
    mosunetuzumab: Lunsumio
    moxetumomab:
    necitumumab: Portrazza
    neratinib: Nerlynx
    nilotinib: Tasigna
    nilutamide: Nilandron
    niraparib: Zejula
    nirogacestat: Ogsiveo
    nivolumab: Opdivo
    relatlimab: Opdualag
    obinutuzumab: Gazyva, Gazyvaro
    octreotide: Sandostatin
    ofatumumab: Arzerra
    olaparib: Lynparza
    olutasidenib: Rezlidhia
    osimertinib: Tagrisso
    oxaliplatin: Eloxatin
    paclitaxel: Taxol
    nab-paclitaxel: Abraxane
    palbociclib: Ibrance
    panitumumab: Vectibix
    pazopanib: Votrient
    pembrolizumab: Keytruda, lambrolizumab, MK-3475
    pemetrexed: Alimta
    pemigatinib: Pemazyre
    pertuzumab: Perjeta
    pirtobrutinib: Jaypirca
    polatuzumab vedotin: Polivy
    pomalidomide: Pomalyst, Imnovid
    ponatinib: Iclusig
    pralsetinib: Gavreto
    prednisone:
    prednisolone:
    quizartinib: Vanflyta
    radium-223: Xofigo
    raloxifene: Evista
    ramucirumab: Cyramza
    regorafenib: Stivarga
    relugolix: Orgovyx
    repotrectinib: Augtyro
    retifanlimab: Zynyz
    revumenib: Revuforj
    ribociclib: Kisqali
    ripretinib: Qinlock
    rituximab: Rituxan, MabThera
    rucaparib: Rubraca
    ruxolitinib: Jakafi, Jakavi
    sacituzumab govitecan: Trodelvy
    selinexor: Xpovio
    selpercatinib: Retevmo, Retsevmo
    selumetinib: Koselugo
    sipuleucel-t: Provenge
    sonidegib: Odomzo
    sorafenib: Nexavar
    sotorasib: Lumakras, Lumykras, AMG 510
    sunitinib: Sutent
    tagraxofusp: Elzonris
    talazoparib: Talzenna
    talimogene laherparepvec: Imlygic, T-VEC
    talquetamab: Talvey
    tamoxifen: Nolvadex, Soltamox
    tarlatamab: Imdelltra
    tazemetostat: Tazverik
    tebentafusp: Kimmtrak
    teclistamab: Tecvayli
    temozolomide: Temodar, Temodal
    temsirolimus: Torisel
    tepotinib: Tepmetko
    thalidomide: Thalomid
    tisagenlecleucel: Kymriah
    tislelizumab: Tevimbra
    tisotumab vedotin: Tivdak
    tivozanib: Fotivda
    topotecan: Hycamtin
    toripalimab: Loqtorzi
    trabectedin: Yondelis
    trametinib: Mekinist
    trastuzumab: Herceptin, Ogivri, Kanjinti
    tremelimumab: Imjudo
    tretinoin: ATRA, all-trans retinoic acid
    trifluridine tipiracil: Lonsurf
    tucatinib: Tukysa
    vandetanib: Caprelsa
    vemurafenib: Zelboraf
    venetoclax: Venclexta, Venclyxto
    vinblastine:
    vincristine: Oncovin
    vinorelbine: Navelbine
    vismodegib: Erivedge
    vorasidenib: Voranigo
    zanidatamab: Ziihera
    zanubrutinib: Brukinsa
    zoledronic acid: Zometa, Reclast, zoledronate
    zolbetuximab: Vyloy
    zongertinib: Hernexeos
    aspirin: acetylsalicylic acid
    ibuprofen:
    warfarin: Coumadin
    semaglutide: Ozempic, Wegovy
    atorvastatin: Lipitor
    simvastatin: Zocor
    propranolol:
    ivermectin:
    celecoxib: Celebrex
    """
)
MEDICINES = Lexicon(DRUGS)

_FORMS = """
    her2: erbb2, her2/neu, human epidermal growth factor receptor 2
    egfr: her1, erbb1, epidermal growth factor receptor
    pd-1: pdcd1, programmed cell death protein 1, programmed death 1
    pd-l1: cd274, programmed death ligand 1
    ctla-4: cd152
    p53: tp53
    kras: k-ras
    brca1: brca-1
    brca2: brca-2
    vegf: vegfa, vascular endothelial growth factor
    bcr-abl: bcr-abl1, philadelphia chromosome
    fda: food and drug administration, us regulators, u.s. regulators
    nih: national institutes of health
    nci: national cancer institute
    who: world health organization, world health organisation
    nhs: national health service
    ema: european medicines agency
    mhra: medicines and healthcare products regulatory agency
    nice: national institute for health and care excellence
    asco: american society of clinical oncology
    esmo: european society for medical oncology
    aacr: american association for cancer research
    acs: american cancer society
    iarc: international agency for research on cancer
    cdc: centers for disease control and prevention, centers for disease control
    uspstf: preventive services task force
    nccn: national comprehensive cancer network
    ucla: university of california los angeles
    ucsf: university of california san francisco
    ucsd: university of california san diego, uc san diego
    ucl: university college london
    mit: massachusetts institute of technology
    nus: national university of singapore
    mskcc: memorial sloan kettering, sloan kettering
    md anderson: university of texas md anderson cancer center
    caltech: california institute of technology
    eth: eth zurich, swiss federal institute of technology
    dkfz: german cancer research center
    nejm: new england journal of medicine
    jama: journal of the american medical association
    jco: journal of clinical oncology
    jnci: journal of the national cancer institute
    pnas: proceedings of the national academy of sciences
    bmj: british medical journal
    us: usa, united states, u.s., america, american
    uk: united kingdom, britain, british, great britain
    eu: european union
    spain: spanish
    france: french
    norway: norwegian
    denmark: danish
    netherlands: dutch, holland
    switzerland: swiss
    poland: polish
    greece: greek
    wales: welsh
    ireland: irish
    finland: finnish
    japan: japanese
    turkey: turkish
    peru: peruvian
"""
FORMS: dict[str, tuple[str, ...]] = {
    form.lower(): forms for forms in table(_FORMS).values() for form in forms
}
"""Every form of a name, in lower case, with all its forms."""


def _wholes() -> dict[str, frozenset[str]]:
    parts: dict[str, set[str]] = defaultdict(set)
    for name in DRUGS:
        first, _, rest = name.partition(" ")
        if rest and first.endswith("mab"):
            parts[first].add(name)
    return {name: frozenset(wholes) for name, wholes in parts.items()}


WHOLES = _wholes()
"""Each antibody that carries another drug, with the drugs that it is part of."""
