/**
 * Names of months that only count as whole words: scripts in which the vowels are marks (`plainWord` drops those), and languages whose
 * short names are the beginnings of other months elsewhere. In lower case, after the Unicode CLDR (https://cldr.unicode.org): Bengali,
 * Tamil, Telugu, Malayalam, Marathi, Gujarati, Kannada, Hindi, Nepali, Thai, Persian, Urdu, Arabic of the Levant and the Maghreb, Burmese,
 * Khmer, Lao, Azerbaijani, Uzbek, Kazakh, Armenian, Georgian, Basque, Welsh, Irish, Albanian, Maltese, Filipino and others.
 */
const byMonth: readonly string[] = [
  // January
  'জানুয়ারি জানু ஜனவரி ஜன జనవరి జన ജനുവരി ജനു जाने જાન્યુઆરી જાન્યુ ಜನವರಿ ಜನ जन มกราคม ม.ค ژانویهٔ ژانویه جنوری ' +
    'ဇန်နဝါရီ ဇန် មករា ມັງກອນ ມ.ກ yanvar yan қаңтар қаң հունվարի հունվար հնվ იანვარი იან urtarrila urt ionawr ion ' +
    'eanáir ean сту siječanj sij ýanwar ýan كانونالثاني',
  // February
  'ফেব্রুয়ারি ফেব பிப்ரவரி பிப் ఫిబ్రవరి ఫిబ్ర ഫെബ്രുവരി ഫെബ്രു फेब्रुवारी फेब्रु ફેબ્રુઆરી ફેબ્રુ ಫೆಬ್ರವರಿ ಫೆಬ್ರ ' +
    'फ़र फेब्रुअरी กุมภาพันธ์ ก.พ فوریهٔ فوریه فروری شباط ဖေဖော်ဝါရီ ဖေ កុម្ភៈ ກຸມພາ ກ.ພ ақпан ақп փետրվարի փետրվար ' +
    'փտվ თებერვალი თებ otsaila ots chwefror chwef chw feabhra feabh shkurt shk frar fra pebrero peb фебруар феб velj ' +
    'fewral few',
  // March
  'মার্চ மார்ச் மார் మార్చి മാർച്ച് മാർ માર્ચ ಮಾರ್ಚ್ มีนาคม มี.ค مارچ آذار မတ် មីនា ມີນາ ມ.ນ наурыз нау մարտի մարտ ' +
    'մրտ მარტი მარ mawrth maw ožu',
  // April
  'এপ্রিল এপ্রি ஏப்ரல் ஏப் ఏప్రిల్ ఏప్రి ഏപ്രിൽ ഏപ്രി एप्रिल एप्रि એપ્રિલ ಏಪ್ರಿಲ್ ಏಪ್ರಿ เมษายน เม.ย آوریل اپریل ' +
    'نيسان ဧပြီ មេសា ເມສາ ມ.ສ сәуір сәу ապրիլի ապրիլ ապր აპრილი აპრ apirila api ebrill ebr aibreán aib prill pri tra',
  // May
  'মে மே మే മേയ് मे મે ಮೇ मई พฤษภาคม พ.ค مهٔ مه مئی أيار ماي မေ ឧសភា ພຶດສະພາ ພ.ພ мамыр мам մայիսի մայիս մյս მაისი ' +
    'მაი bealtaine beal mejju mej svi mee',
  // June
  'জুন ஜூன் జూన్ ജൂൺ जून જૂન ಜೂನ್ जुन มิถุนายน มิ.ย ژوئن جون حزيران ဇွန် មិថុនា ມິຖຸນາ ມິ.ຖ iyun iyn маусым мау ' +
    'հունիսի հունիս հնս ივნისი ივნ ekaina eka mehefin meh qershor qer ġunju ġun hunyo hun iýun',
  // July
  'জুলাই জুল ஜூலை జులై ജൂലൈ जुलै જુલાઈ ಜುಲೈ जुल กรกฎาคม ก.ค ژوئیهٔ ژوئیه جولائی تموز ဇူလိုင် ဇူ កក្កដា ກໍລະກົດ ກ.ລ ' +
    'iyul iyl шілде шіл հուլիսի հուլիս հլս ივლისი ივლ uztaila uzt gorffennaf gorff gor iúil korrik korr lulju lul ' +
    'hulyo hul iýul',
  // August
  'আগস্ট আগ ஆகஸ்ட் ஆக ఆగస్టు ఆగ ഓഗസ്റ്റ് ഓഗ ऑगस्ट ऑग ઑગસ્ટ ಆಗಸ್ಟ್ ಆಗ अग अगस्ट สิงหาคม ส.ค اوت اگست آب غشت ဩဂုတ် ' +
    'សីហា ສິງຫາ ສ.ຫ avqust avq тамыз там օգոստոսի օգոստոս օգս აგვისტო აგვ abuztua abu awst lúnasa lún gusht gush ' +
    'awwissu aww kol awgust awg',
  // September
  'সেপ্টেম্বর সেপ সেপ্ট செப்டம்பர் செப் సెప్టెంబర్ సెప్టెం സെപ്റ്റംബർ സെപ്റ്റം सप्टेंबर सप्टें સપ્ટેમ્બર સપ્ટે ' +
    'ಸೆಪ್ಟೆಂಬರ್ ಸೆಪ್ಟೆಂ सित सेप्टेम्बर กันยายน ก.ย سپتامبر ستمبر أيلول شتنبر စက်တင်ဘာ စက် កញ្ញា ກັນຍາ ກ.ຍ sentyabr ' +
    'sen sentabr қыркүйек қыр սեպտեմբերի սեպտեմբեր սեպ სექტემბერი სექ iraila ira medi mfómh shtator sht sentýabr ' +
    'meánfómhair',
  // October
  'অক্টোবর অক্টো அக்டோபர் அக் అక్టోబర్ అక్టో ഒക്ടോ ऑक्टोबर ऑक्टो ઑક્ટોબર ઑક્ટો ಅಕ್ಟೋಬರ್ ಅಕ್ಟೋ अक्टू ตุลาคม ต.ค ' +
    'اکتبر اکتوبر အောက်တိုဘာ အောက် តុលា ຕຸລາ ຕ.ລ қазан қаз հոկտեմբերի հոկտեմբեր հոկ ოქტომბერი ოქტ urria urr hydref ' +
    'hyd dfómh tetor tet تشرينالأول deireadhfómhair ഒക്ടോബർ',
  // November
  'নভেম্বর নভে நவம்பர் நவ నవంబర్ నవం നവംബർ നവം नोव्हेंबर नोव्हें નવેમ્બર નવે ನವೆಂಬರ್ ನವೆಂ नव नोभेम्बर พฤศจิกายน พ.ย ' +
    'نوامبر نومبر نونبر နိုဝင်ဘာ နို វិច្ឆិកា ພະຈິກ ພ.ຈ noyabr noy қараша қар նոյեմբերի նոյեմբեր նոյ ნოემბერი ნოე ' +
    'azaroa aza tachwedd tach samhain samh nëntor nën nobyembre nob лістапада лістапад ліс новембар нов stu noýabr ' +
    'noý تشرينالثاني',
  // December
  'ডিসেম্বর ডিসে டிசம்பர் டிச డిసెంబర్ డిసెం ഡിസംബർ ഡിസം डिसेंबर डिसें ડિસેમ્બર ડિસે ಡಿಸೆಂಬರ್ ಡಿಸೆಂ दिस डिसेम्बर ' +
    'ธันวาคม ธ.ค دسامبر دسمبر دجنبر ဒီဇင်ဘာ ဒီ ធ្នូ ທັນວາ ທ.ວ dekabr dek желтоқсан жел դեկտեմբերի դեկտեմբեր դեկ ' +
    'დეკემბერი დეკ abendua abe rhagfyr rhag nollaig noll dhjetor dhj detsember dets كانونالأول',
];

/** Name → 1–12. */
export const wholeMonthNames: ReadonlyMap<string, number> = new Map(
  byMonth.flatMap((list, index) => list.split(' ').map((name) => [name, index + 1] as const)),
);
