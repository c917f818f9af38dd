/** ISO 3166-1: alpha-2 and alpha-3 of every country, and Kosovo's user-assigned code. */
const isoCodes =
	'ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW ' +
	'AXALA AZAZE BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN ' +
	'BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG ' +
	'CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE ' +
	'DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN ' +
	'FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL ' +
	'GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV ' +
	'HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM ' +
	'JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO ' +
	'LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE ' +
	'MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS ' +
	'MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL ' +
	'NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI ' +
	'PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN ' +
	'SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV ' +
	'SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON ' +
	'TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN ' +
	'VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM XKXKX YEYEM YTMYT ZAZAF ZMZMB ZWZWE';

/** The languages in which country names are read. */
const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'sv', 'da', 'nb', 'fi', 'cs'];

/** Common names and codes that no standard has. */
const aliases: Readonly<Record<string, string>> = {
	uk: 'gb',
	england: 'gb',
	scotland: 'gb',
	wales: 'gb',
	northernireland: 'gb',
	greatbritain: 'gb',
	us: 'us',
	unitedstatesofamerica: 'us',
	america: 'us',
	uae: 'ae',
	holland: 'nl',
	turkey: 'tr',
	southkorea: 'kr',
	northkorea: 'kp',
	russianfederation: 'ru',
	czechrepublic: 'cz',
	ivorycoast: 'ci',
};

let names: ReadonlyMap<string, string> | undefined;

/**
 * Returns a country as its ISO 3166-1 alpha-2 code in lower case; undefined for anything that isn't one.
 *
 * Reads alpha-2, alpha-3 and names in thirteen languages; UK is read as GB.
 */
export function countryCode(cell: unknown): string | undefined {
	if (typeof cell !== 'string') return undefined;
	names ??= countryNames();
	return names.get(plain(cell));
}

function countryNames(): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	const add = (name: string, code: string) => {
		if (!found.has(name)) found.set(name, code);
	};
	const codes = isoCodes.split(' ');
	for (const pair of codes) {
		const code = pair.slice(0, 2).toLowerCase();
		add(code, code);
		add(pair.slice(2).toLowerCase(), code);
	}
	for (const [name, code] of Object.entries(aliases)) add(name, code);
	for (const language of languages) {
		const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
		for (const pair of codes) {
			const name = display.of(pair.slice(0, 2));
			if (name !== undefined) add(plain(name), pair.slice(0, 2).toLowerCase());
		}
	}
	return found;
}

function plain(name: string): string {
	return name
		.normalize('NFD')
		.toLowerCase()
		.replace(/[^\p{L}]/gu, '');
}
