"""What is written on the demo company's tickets: Danish summaries per process, comments per occasion.

Here: texts only; customers and numbers are filled in by `sandbox.nordlys.tickets.issues`. All names are invented.
"""

CUSTOMERS = (
    "Ravnholt Tømrer",
    "Café Solsiden",
    "Birk & Bæk Arkitekter",
    "Havnens Cykler",
    "Klinik Lyngby Nord",
    "Skovly Planteskole",
    "Mortensens VVS",
    "Strandgade Bageri",
    "Fjordblik Ejendomme",
    "Østerbro Optik",
    "Vestkyst Transport",
    "Gudenå Kanoudlejning",
    "Lindgaard Maskiner",
    "Tårnby Tandklinik",
    "Egely Vin",
    "Kastrup Elservice",
)

SUMMARIES: dict[str, tuple[str, ...]] = {
    "ADM-01": (
        "Find mødetid med {customer}",
        "Flyt partnermøde i uge {number}",
        "Dobbeltbooking i kalender, uge {number}",
    ),
    "ADM-02": ("Brev fra {customer} skal fordeles", "Mail uden modtager, sag {number}", "Ryd op i fællespostkassen"),
    "ADM-03": (
        "Togrejse til {customer}",
        "Hotel til kursus, {number} personer",
        "Ændring af rejse, bestilling {number}",
    ),
    "ADM-04": (
        "Udlæg mangler kvittering, bilag {number}",
        "Kørselsgodtgørelse, bilag {number}",
        "Udlæg afvist: bilag {number}",
    ),
    "ADM-05": (
        "Scan bilagsmappe fra {customer}",
        "Ulæseligt bilag {number}",
        "Bilag {number} ligger hos forkert kunde",
    ),
    "FIN-01": ("Bogfør bilag for {customer}", "Postering {number} på forkert konto", "Manglende bilag hos {customer}"),
    "FIN-02": (
        "Faktura {number} uden indkøbsordre",
        "Betalingsforslag til {customer}",
        "Kreditnota mangler, faktura {number}",
    ),
    "FIN-03": ("Rykker til {customer}", "Indbetaling {number} kan ikke placeres", "Saldomeddelelse til {customer}"),
    "FIN-04": ("Differens på bankkonto, {customer}", "Afstem bank for {customer}", "Ukendt bankpost {number}"),
    "FIN-05": (
        "Momsafstemning for {customer}",
        "EU-salg uden momsnummer, faktura {number}",
        "Momsangivelse, {customer}",
    ),
    "FIN-06": ("Lønkørsel, {customer}", "Ny medarbejder hos {customer}", "Rettelse til lønkørsel {number}"),
    "FIN-07": (
        "Timesedler mangler fra {customer}",
        "Overtid indtastet dobbelt, løn-id {number}",
        "Lønbilag fra {customer}",
    ),
    "FIN-08": ("Refusion for barsel, sag {number}", "Sygedagpenge, sag {number}"),
    "FIN-12": ("eIndkomst afviger for {customer}", "Lønafstemning, {customer}"),
    "IT-01": ("Printer virker ikke, etage {number}", "Kan ikke logge på lønsystemet", "Ny adgangskode til {customer}"),
    "IT-02": ("Opdatering {number} fejler", "Ny version af regnskabssystem"),
    "IT-03": ("Adgang til ny medarbejder", "Luk adgang for vikar, sag {number}"),
    "KUN-01": ("Opkald fra {customer}", "Chat {number} ikke besvaret"),
    "KUN-02": ("Henvendelse fra {customer} uden afdeling", "Sag {number} sendt til forkert team"),
    "MKT-01": ("Nyhedsbrev {number}: korrektur", "Ret link i nyhedsbrev {number}", "Afmeldinger fra {customer}"),
    "MKT-02": ("Opslag om momsfrist", "Billede til opslag {number}"),
    "RES-01": ("Branchetal til {customer}", "Benchmark {number} skal opdateres"),
    "RES-02": (
        "CVR-nummer stemmer ikke, {customer}",
        "Dublet i kundekartotek, post {number}",
        "Ret adresse på {customer}",
    ),
}

DESCRIPTION = "Oprettet af {team}. Procesreference {process}. Se bilag i sagsmappen."

HOSTILE_SUMMARY = '<script>alert(1)</script> =HYPERLINK("http://x";"y") @channel'
"""A summary that tries to be a script, a formula and a shout; it must come out as text everywhere."""

ACKNOWLEDGED = ("Tak, vi er i gang.", "Modtaget, vi ser på det nu.", "Tak for sagen, vi vender tilbage i dag.")
ASKING = ("Vi mangler bilaget. Kan I sende det?", "Hvilken konto skal det på?", "Kan I bekræfte beløbet?")
ANSWERING = ("Bilaget er vedhæftet.", "Beløbet er rigtigt.", "Brug samme konto som sidst.", "Det er aftalt med kunden.")
INTERNAL_NOTES = ("Afventer systemadgang.", "Samme fejl som sidste måned.", "Talt med teamleder, fortsætter.")
SOLVING = ("Rettet og kontrolleret.", "Bogført. Sagen lukkes.", "Færdig, sig til hvis noget mangler.")
REOPENING = ("Det er desværre ikke løst endnu.", "Beløbet er stadig forkert.")
