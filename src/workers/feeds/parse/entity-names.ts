/**
 * All named characters of HTML (https://html.spec.whatwg.org/#named-characters), in code point order. A name follows its character's
 * distance to the one before, in base 36; “=” is the same character again, nothing the next one.
 */
const inOrder =
  '9:Tab NewLine n:excl QUOT =quot num dollar percnt AMP =amp apos lpar rpar ast =midast plus comma 2:period sol b:colon semi LT =lt equals ' +
  'GT =gt quest commat r:lbrack =lsqb bsol rbrack =rsqb Hat UnderBar =lowbar DiacriticalGrave =grave r:lbrace =lcub VerticalLine =verbar ' +
  '=vert rbrace =rcub z:NonBreakingSpace =nbsp iexcl cent pound curren yen brvbar sect Dot =DoubleDot =die =uml COPY =copy ordf laquo not ' +
  'shy REG =circledR =reg macr =strns deg PlusMinus =plusmn =pm sup2 sup3 DiacriticalAcute =acute micro para CenterDot =centerdot =middot ' +
  'Cedilla =cedil sup1 ordm raquo frac14 frac12 =half frac34 iquest Agrave Aacute Acirc Atilde Auml Aring =angst AElig Ccedil Egrave Eacute ' +
  'Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc ' +
  'otilde ouml div =divide oslash ugrave uacute ucirc uuml yacute thorn yuml Amacr amacr Abreve abreve Aogon aogon Cacute cacute Ccirc ' +
  'ccirc Cdot cdot Ccaron ccaron Dcaron dcaron Dstrok dstrok Emacr emacr 3:Edot edot Eogon eogon Ecaron ecaron Gcirc gcirc Gbreve gbreve ' +
  'Gdot gdot Gcedil 2:Hcirc hcirc Hstrok hstrok Itilde itilde Imacr imacr 3:Iogon iogon Idot imath =inodot IJlig ijlig Jcirc jcirc Kcedil ' +
  'kcedil kgreen Lacute lacute Lcedil lcedil Lcaron lcaron Lmidot lmidot Lstrok lstrok Nacute nacute Ncedil ncedil Ncaron ncaron napos ENG ' +
  'eng Omacr omacr 3:Odblac odblac OElig oelig Racute racute Rcedil rcedil Rcaron rcaron Sacute sacute Scirc scirc Scedil scedil Scaron ' +
  'scaron Tcedil tcedil Tcaron tcaron Tstrok tstrok Utilde utilde Umacr umacr Ubreve ubreve Uring uring Udblac udblac Uogon uogon Wcirc ' +
  'wcirc Ycirc ycirc Yuml Zacute zacute Zdot zdot Zcaron zcaron k:fnof z:imped 1s:gacute 1u:jmath 3z:circ Hacek =caron h:Breve =breve ' +
  'DiacriticalDot =dot ring ogon DiacriticalTilde =tilde DiacriticalDoubleAcute =dblac 1g:DownBreve 3k:Alpha Beta Gamma Delta Epsilon Zeta ' +
  'Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho 2:Sigma Tau Upsilon Phi Chi Psi Omega =ohm 8:alpha beta gamma delta epsi =epsilon ' +
  'zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf =sigmav =varsigma sigma tau upsi =upsilon phi chi psi omega 8:thetasym ' +
  '=thetav =vartheta Upsi =upsih 3:phiv =straightphi =varphi piv =varpi 6:Gammad digamma =gammad j:kappav =varkappa rhov =varrho 4:epsiv ' +
  '=straightepsilon =varepsilon backepsilon =bepsi b:IOcy DJcy GJcy Jukcy DScy Iukcy YIcy Jsercy LJcy NJcy TSHcy KJcy 2:Ubrcy DZcy Acy Bcy ' +
  'Vcy Gcy Dcy IEcy ZHcy Zcy Icy Jcy Kcy Lcy Mcy Ncy Ocy Pcy Rcy Scy Tcy Ucy Fcy KHcy TScy CHcy SHcy SHCHcy HARDcy Ycy SOFTcy Ecy YUcy YAcy ' +
  'acy bcy vcy gcy dcy iecy zhcy zcy icy jcy kcy lcy mcy ncy ocy pcy rcy scy tcy ucy fcy khcy tscy chcy shcy shchcy hardcy ycy softcy ecy ' +
  'yucy yacy 2:iocy djcy gjcy jukcy dscy iukcy yicy jsercy ljcy njcy tshcy kjcy 2:ubrcy dzcy 5gj:ensp emsp emsp13 emsp14 2:numsp puncsp ' +
  'ThinSpace =thinsp VeryThinSpace =hairsp NegativeMediumSpace =NegativeThickSpace =NegativeThinSpace =NegativeVeryThinSpace ' +
  '=ZeroWidthSpace zwnj zwj lrm rlm dash =hyphen 3:ndash mdash horbar Verbar =Vert 2:OpenCurlyQuote =lsquo CloseCurlyQuote =rsquo =rsquor ' +
  'lsquor =sbquo 2:OpenCurlyDoubleQuote =ldquo CloseCurlyDoubleQuote =rdquo =rdquor bdquo =ldquor 2:dagger Dagger =ddagger bull =bullet ' +
  '3:nldr hellip =mldr a:permil pertenk prime Prime tprime backprime =bprime 4:lsaquo rsaquo 4:OverBar =oline 3:caret 2:hybull frasl ' +
  'b:bsemi 8:qprime 8:MediumSpace NoBreak ApplyFunction =af InvisibleTimes =it InvisibleComma =ic 21:euro 1b:TripleDot =tdot DotDot 12:Copf ' +
  '=complexes 3:incare 5:gscr HilbertSpace =Hscr =hamilt Hfr =Poincareplane Hopf =quaternions planckh hbar =hslash =planck =plankv Iscr ' +
  '=imagline Ifr =Im =image =imagpart Laplacetrf =Lscr =lagran ell 2:Nopf =naturals numero copysr weierp =wp Popf =primes Qopf =rationals ' +
  'Rscr =realine Re =Rfr =real =realpart Ropf =reals rx 4:TRADE =trade 2:Zopf =integers 3:mho Zfr =zeetrf iiota 3:Bernoullis =Bscr =bernou ' +
  'Cayleys =Cfr 2:escr Escr =expectation Fouriertrf =Fscr 2:Mellintrf =Mscr =phmmat order =orderof =oscr alefsym =aleph beth gimel daleth ' +
  'd:CapitalDifferentialD =DD DifferentialD =dd ExponentialE =ee =exponentiale ImaginaryI =ii b:frac13 frac23 frac15 frac25 frac35 frac45 ' +
  'frac16 frac56 frac18 frac38 frac58 frac78 1e:LeftArrow =ShortLeftArrow =larr =leftarrow =slarr ShortUpArrow =UpArrow =uarr =uparrow ' +
  'RightArrow =ShortRightArrow =rarr =rightarrow =srarr DownArrow =ShortDownArrow =darr =downarrow LeftRightArrow =harr =leftrightarrow ' +
  'UpDownArrow =updownarrow =varr UpperLeftArrow =nwarr =nwarrow UpperRightArrow =nearr =nearrow LowerRightArrow =searr =searrow ' +
  'LowerLeftArrow =swarr =swarrow nlarr =nleftarrow nrarr =nrightarrow 2:rarrw =rightsquigarrow Larr =twoheadleftarrow Uarr Rarr ' +
  '=twoheadrightarrow Darr larrtl =leftarrowtail rarrtl =rightarrowtail LeftTeeArrow =mapstoleft UpTeeArrow =mapstoup RightTeeArrow =map ' +
  '=mapsto DownTeeArrow =mapstodown 2:hookleftarrow =larrhk hookrightarrow =rarrhk larrlp =looparrowleft looparrowright =rarrlp harrw ' +
  '=leftrightsquigarrow nharr =nleftrightarrow 2:Lsh =lsh Rsh =rsh ldsh rdsh 2:crarr cularr =curvearrowleft curarr =curvearrowright ' +
  '3:circlearrowleft =olarr circlearrowright =orarr LeftVector =leftharpoonup =lharu DownLeftVector =leftharpoondown =lhard RightUpVector ' +
  '=uharr =upharpoonright LeftUpVector =uharl =upharpoonleft RightVector =rharu =rightharpoonup DownRightVector =rhard =rightharpoondown ' +
  'RightDownVector =dharr =downharpoonright LeftDownVector =dharl =downharpoonleft RightArrowLeftArrow =rightleftarrows =rlarr ' +
  'UpArrowDownArrow =udarr LeftArrowRightArrow =leftrightarrows =lrarr leftleftarrows =llarr upuparrows =uuarr rightrightarrows =rrarr ' +
  'ddarr =downdownarrows ReverseEquilibrium =leftrightharpoons =lrhar Equilibrium =rightleftharpoons =rlhar nLeftarrow =nlArr ' +
  'nLeftrightarrow =nhArr nRightarrow =nrArr DoubleLeftArrow =Leftarrow =lArr DoubleUpArrow =Uparrow =uArr DoubleRightArrow =Implies ' +
  '=Rightarrow =rArr DoubleDownArrow =Downarrow =dArr DoubleLeftRightArrow =Leftrightarrow =hArr =iff DoubleUpDownArrow =Updownarrow =vArr ' +
  'nwArr neArr seArr swArr Lleftarrow =lAarr Rrightarrow =rAarr 2:zigrarr 7:LeftArrowBar =larrb RightArrowBar =rarrb g:DownArrowUpArrow ' +
  '=duarr 8:loarr roarr hoarr ForAll =forall comp =complement PartialD =part Exists =exist NotExists =nexist =nexists empty =emptyset ' +
  '=emptyv =varnothing 2:Del =nabla Element =in =isin =isinv NotElement =notin =notinva 2:ReverseElement =SuchThat =ni =niv ' +
  'NotReverseElement =notni =notniva 3:Product =prod Coproduct =coprod Sum =sum minus MinusPlus =mnplus =mp dotplus =plusdo 2:Backslash ' +
  '=setminus =setmn =smallsetminus =ssetmn lowast SmallCircle =compfn 2:Sqrt =radic 3:Proportional =prop =propto =varpropto =vprop infin ' +
  'angrt ang =angle angmsd =measuredangle angsph VerticalBar =mid =shortmid =smid NotVerticalBar =nmid =nshortmid =nsmid DoubleVerticalBar ' +
  '=par =parallel =shortparallel =spar NotDoubleVerticalBar =npar =nparallel =nshortparallel =nspar and =wedge or =vee cap cup Integral ' +
  '=int Int iiint =tint ContourIntegral =conint =oint Conint =DoubleContourIntegral Cconint cwint ClockwiseContourIntegral =cwconint ' +
  'CounterClockwiseContourIntegral =awconint Therefore =there4 =therefore Because =becaus =because ratio Colon =Proportion dotminus =minusd ' +
  '2:mDDot homtht Tilde =sim =thicksim =thksim backsim =bsim ac =mstpos acd VerticalTilde =wr =wreath NotTilde =nsim EqualTilde =eqsim ' +
  '=esim TildeEqual =sime =simeq NotTildeEqual =nsime =nsimeq TildeFullEqual =cong simne NotTildeFullEqual =ncong TildeTilde =ap =approx ' +
  '=asymp =thickapprox =thkap NotTildeTilde =nap =napprox ape =approxeq apid backcong =bcong CupCap =asympeq Bumpeq =HumpDownHump =bump ' +
  'HumpEqual =bumpe =bumpeq DotEqual =doteq =esdot doteqdot =eDot efDot =fallingdotseq erDot =risingdotseq Assign =colone =coloneq ecolon ' +
  '=eqcolon ecir =eqcirc circeq =cire 2:wedgeq veeeq 2:triangleq =trie 3:equest =questeq NotEqual =ne Congruent =equiv NotCongruent =nequiv ' +
  '2:le =leq GreaterEqual =ge =geq LessFullEqual =lE =leqq GreaterFullEqual =gE =geqq lnE =lneqq gnE =gneqq Lt =NestedLessLess =ll Gt ' +
  '=NestedGreaterGreater =gg between =twixt NotCupCap NotLess =nless =nlt NotGreater =ngt =ngtr NotLessEqual =nle =nleq NotGreaterEqual ' +
  '=nge =ngeq LessTilde =lesssim =lsim GreaterTilde =gsim =gtrsim NotLessTilde =nlsim NotGreaterTilde =ngsim LessGreater =lessgtr =lg ' +
  'GreaterLess =gl =gtrless NotLessGreater =ntlg NotGreaterLess =ntgl Precedes =pr =prec Succeeds =sc =succ PrecedesSlantEqual =prcue ' +
  '=preccurlyeq SucceedsSlantEqual =sccue =succcurlyeq PrecedesTilde =precsim =prsim SucceedsTilde =scsim =succsim NotPrecedes =npr =nprec ' +
  'NotSucceeds =nsc =nsucc sub =subset Superset =sup =supset nsub nsup SubsetEqual =sube =subseteq SupersetEqual =supe =supseteq ' +
  'NotSubsetEqual =nsube =nsubseteq NotSupersetEqual =nsupe =nsupseteq subne =subsetneq supne =supsetneq 2:cupdot UnionPlus =uplus ' +
  'SquareSubset =sqsub =sqsubset SquareSuperset =sqsup =sqsupset SquareSubsetEqual =sqsube =sqsubseteq SquareSupersetEqual =sqsupe ' +
  '=sqsupseteq SquareIntersection =sqcap SquareUnion =sqcup CirclePlus =oplus CircleMinus =ominus CircleTimes =otimes osol CircleDot =odot ' +
  'circledcirc =ocir circledast =oast 2:circleddash =odash boxplus =plusb boxminus =minusb boxtimes =timesb dotsquare =sdotb RightTee ' +
  '=vdash LeftTee =dashv DownTee =top UpTee =bot =bottom =perp 2:models DoubleRightTee =vDash Vdash Vvdash VDash nvdash nvDash nVdash ' +
  'nVDash prurel 2:LeftTriangle =vartriangleleft =vltri RightTriangle =vartriangleright =vrtri LeftTriangleEqual =ltrie =trianglelefteq ' +
  'RightTriangleEqual =rtrie =trianglerighteq origof imof multimap =mumap hercon intcal =intercal veebar 2:barvee angrtvb lrtri Wedge ' +
  '=bigwedge =xwedge Vee =bigvee =xvee Intersection =bigcap =xcap Union =bigcup =xcup Diamond =diam =diamond sdot Star =sstarf ' +
  'divideontimes =divonx bowtie ltimes rtimes leftthreetimes =lthree rightthreetimes =rthree backsimeq =bsime curlyvee =cuvee curlywedge ' +
  '=cuwed Sub =Subset Sup =Supset Cap Cup fork =pitchfork epar lessdot =ltdot gtdot =gtrdot Ll Gg =ggg LessEqualGreater =leg =lesseqgtr ' +
  'GreaterEqualLess =gel =gtreqless 3:cuepr =curlyeqprec cuesc =curlyeqsucc NotPrecedesSlantEqual =nprcue NotSucceedsSlantEqual =nsccue ' +
  'NotSquareSubsetEqual =nsqsube NotSquareSupersetEqual =nsqsupe 3:lnsim gnsim precnsim =prnsim scnsim =succnsim NotLeftTriangle =nltri ' +
  '=ntriangleleft NotRightTriangle =nrtri =ntriangleright NotLeftTriangleEqual =nltrie =ntrianglelefteq NotRightTriangleEqual =nrtrie ' +
  '=ntrianglerighteq vellip ctdot utdot dtdot disin isinsv isins isindot notinvc notinvb 2:isinE nisd xnis nis notnivc notnivb 7:barwed ' +
  '=barwedge Barwed =doublebarwedge 2:LeftCeiling =lceil RightCeiling =rceil LeftFloor =lfloor RightFloor =rfloor drcrop dlcrop urcrop ' +
  'ulcrop bnot 2:profline profsurf 2:telrec target 6:ulcorn =ulcorner urcorn =urcorner dlcorn =llcorner drcorn =lrcorner 3:frown =sfrown ' +
  'smile =ssmile a:cylcty profalar 8:topbot 7:ovbar 2:solbar 1p:angzarr 1g:lmoust =lmoustache rmoust =rmoustache 3:OverBracket =tbrk ' +
  'UnderBracket =bbrk bbrktbrk 12:OverParenthesis UnderParenthesis OverBrace UnderBrace 3:trpezium 5:elinters 1o:blank 4l:circledS =oS ' +
  '1k:HorizontalLine =boxh 2:boxv a:boxdr 4:boxdl 4:boxur 4:boxul 4:boxvr 8:boxvl 8:boxhd 8:boxhu 8:boxvh k:boxH boxV boxdR boxDr boxDR ' +
  'boxdL boxDl boxDL boxuR boxUr boxUR boxuL boxUl boxUL boxvR boxVr boxVR boxvL boxVl boxVL boxHd boxhD boxHD boxHu boxhU boxHU boxvH ' +
  'boxVh boxVH k:uhblk 4:lhblk 4:block 9:blk14 blk12 blk34 e:Square =squ =square 9:FilledVerySmallSquare =blacksquare =squarf =squf ' +
  'EmptyVerySmallSquare 2:rect marker 3:fltns 2:bigtriangleup =xutri blacktriangle =utrif triangle =utri 3:blacktriangleright =rtrif rtri ' +
  '=triangleright 4:bigtriangledown =xdtri blacktriangledown =dtrif dtri =triangledown 3:blacktriangleleft =ltrif ltri =triangleleft 7:loz ' +
  '=lozenge cir x:tridot 3:bigcirc =xcirc 9:ultri urtri lltri EmptySmallSquare FilledSmallSquare 9:bigstar =starf star 8:phone 1e:female ' +
  '2:male u:spades =spadesuit 3:clubs =clubsuit 2:hearts =heartsuit diamondsuit =diams 4:sung 3:flat natur =natural sharp 4k:check ' +
  '=checkmark 4:cross 9:malt =maltese m:sext y:VerticalSeparator q:lbbrk rbbrk 2d:bsolhsub suphsol t:LeftDoubleBracket =lobrk ' +
  'RightDoubleBracket =robrk LeftAngleBracket =lang =langle RightAngleBracket =rang =rangle Lang Rang loang roang 8:LongLeftArrow ' +
  '=longleftarrow =xlarr LongRightArrow =longrightarrow =xrarr LongLeftRightArrow =longleftrightarrow =xharr DoubleLongLeftArrow ' +
  '=Longleftarrow =xlArr DoubleLongRightArrow =Longrightarrow =xrArr DoubleLongLeftRightArrow =Longleftrightarrow =xhArr 2:longmapsto =xmap ' +
  '3:dzigrarr 77:nvlArr nvrArr nvHarr Map 7:lbarr bkarow =rbarr lBarr dbkarow =rBarr RBarr =drbkarow DDotrahd UpArrowBar DownArrowBar ' +
  '3:Rarrtl 3:latail ratail lAtail rAtail larrfs rarrfs larrbfs rarrbfs 3:nwarhk nearhk hksearow =searhk hkswarow =swarhk nwnear nesear ' +
  '=toea seswar =tosa swnwar 9:rarrc 2:cudarrr ldca rdca cudarrl larrpl 3:curarrm cularrp 8:rarrpl 3:harrcir Uarrocir lurdshar ldrushar ' +
  '3:LeftRightVector RightUpDownVector DownLeftRightVector LeftUpDownVector LeftVectorBar RightVectorBar RightUpVectorBar ' +
  'RightDownVectorBar DownLeftVectorBar DownRightVectorBar LeftUpVectorBar LeftDownVectorBar LeftTeeVector RightTeeVector RightUpTeeVector ' +
  'RightDownTeeVector DownLeftTeeVector DownRightTeeVector LeftUpTeeVector LeftDownTeeVector lHar uHar rHar dHar luruhar ldrdhar ruluhar ' +
  'rdldhar lharul llhard rharul lrhard UpEquilibrium =udhar ReverseUpEquilibrium =duhar RoundImplies erarr simrarr larrsim rarrsim rarrap ' +
  'ltlarr 2:gtrarr subrarr 2:suplarr lfisht rfisht ufisht dfisht 6:lopar ropar 5:lbrke rbrke lbrkslu rbrksld lbrksld rbrkslu langd rangd ' +
  'lparlt rpargt gtlPar ltrPar 4:vzigzag 2:vangrt angrtvbd 7:ange range dwangle uwangle angmsdaa angmsdab angmsdac angmsdad angmsdae ' +
  'angmsdaf angmsdag angmsdah bemptyv demptyv cemptyv raemptyv laemptyv ohbar omid opar 2:operp 2:olcross odsold 2:olcir ofcir olt ogt ' +
  'cirscir cirE solb bsolb 4:boxbox 4:trisb rtriltri LeftTriangleBar RightTriangleBar c:iinfin infintie nvinfin 5:eparsl smeparsl eqvparsl ' +
  '6:blacklozenge =lozf 9:RuleDelayed 2:dsol a:bigodot =xodot bigoplus =xoplus bigotimes =xotime 2:biguplus =xuplus 2:bigsqcup =xsqcup ' +
  '6:iiiint =qint fpartint 3:cirfnint awint rppolint scpolint npolint pointint quatint intlarhk b:pluscir plusacir simplus plusdu plussim ' +
  'plustwo 2:mcomma minusdu 3:loplus roplus Cross timesd timesbar 2:smashp lotimes rotimes otimesas Otimes odiv triplus triminus tritime ' +
  'intprod =iprod 3:amalg capdot 2:ncup ncap capand cupor cupcap capcup cupbrcap capbrcup cupcup capcap ccups ccaps 3:ccupssm 3:And Or ' +
  'andand oror orslope andslope 2:andv orv andd ord 2:wedbar 7:sdote 4:simdot 3:congdot easter apacir apE eplus pluse Esim Colone Equal ' +
  '2:ddotseq =eDDot equivDD ltcir gtcir ltquest gtquest LessSlantEqual =leqslant =les GreaterSlantEqual =geqslant =ges lesdot gesdot ' +
  'lesdoto gesdoto lesdotor gesdotol lap =lessapprox gap =gtrapprox lne =lneq gne =gneq lnap =lnapprox gnap =gnapprox lEg =lesseqqgtr gEl ' +
  '=gtreqqless lsime gsime lsimg gsiml lgE glE lesges gesles els =eqslantless egs =eqslantgtr elsdot egsdot el eg 3:siml simg simlE simgE ' +
  'LessLess GreaterGreater 2:glj gla ltcc gtcc lescc gescc smt lat smte late bumpE PrecedesEqual =pre =preceq SucceedsEqual =sce =succeq ' +
  '3:prE scE precneqq =prnE scnE =succneqq prap =precapprox scap =succapprox precnapprox =prnap scnap =succnapprox Pr Sc subdot supdot ' +
  'subplus supplus submult supmult subedot supedot subE =subseteqq supE =supseteqq subsim supsim 3:subnE =subsetneqq supnE =supsetneqq ' +
  '3:csub csup csube csupe subsup supsub subsub supsup suphsub supdsub forkv topfork mlcp 9:Dashv =DoubleLeftTee 2:Vdashl Barv vBar vBarv ' +
  '2:Vbar Not bNot rnmid cirmid midcir topcir nhpar parsim a:parsl 1537:fflig filig fllig ffilig ffllig 16zc:Ascr 2:Cscr Dscr 3:Gscr 3:Jscr ' +
  'Kscr 3:Nscr Oscr Pscr Qscr 2:Sscr Tscr Uscr Vscr Wscr Xscr Yscr Zscr ascr bscr cscr dscr 2:fscr 2:hscr iscr jscr kscr lscr mscr nscr ' +
  '2:pscr qscr rscr sscr tscr uscr vscr wscr xscr yscr zscr 1h:Afr Bfr 2:Dfr Efr Ffr Gfr 3:Jfr Kfr Lfr Mfr Nfr Ofr Pfr Qfr 2:Sfr Tfr Ufr ' +
  'Vfr Wfr Xfr Yfr 2:afr bfr cfr dfr efr ffr gfr hfr ifr jfr kfr lfr mfr nfr ofr pfr qfr rfr sfr tfr ufr vfr wfr xfr yfr zfr Aopf Bopf ' +
  '2:Dopf Eopf Fopf Gopf 2:Iopf Jopf Kopf Lopf Mopf 2:Oopf 4:Sopf Topf Uopf Vopf Wopf Xopf Yopf 2:aopf bopf copf dopf eopf fopf gopf hopf ' +
  'iopf jopf kopf lopf mopf nopf oopf popf qopf ropf sopf topf uopf vopf wopf xopf yopf zopf';

/** Names of two characters. */
const pairs =
  'nvlt:1o.6he bne:1p.6hx nvgt:1q.6he fjlig:2u.2y ThickSpace:6e7.6bu nrarrw:6n1.mw npart:6pu.mw nang:6qo.6he caps:6qx.1e68 cups:6qy.1e68 ' +
  'nvsim:6rg.6he race:6rh.mp acE:6ri.mr NotEqualTilde:6rm.mw nesim:6rm.mw napid:6rv.mw nvap:6rx.6he NotHumpDownHump:6ry.mw nbump:6ry.mw ' +
  'NotHumpEqual:6rz.mw nbumpe:6rz.mw nedot:6s0.mw bnequiv:6sh.6hx nvle:6sk.6he nvge:6sl.6he nlE:6sm.mw nleqq:6sm.mw ' +
  'NotGreaterFullEqual:6sn.mw ngE:6sn.mw ngeqq:6sn.mw lvertneqq:6so.1e68 lvnE:6so.1e68 gvertneqq:6sp.1e68 gvnE:6sp.1e68 NotLessLess:6sq.mw ' +
  'nLtv:6sq.mw nLt:6sq.6he NotGreaterGreater:6sr.mw nGtv:6sr.mw nGt:6sr.6he NotSucceedsTilde:6tb.mw NotSubset:6te.6he nsubset:6te.6he ' +
  'vnsub:6te.6he NotSuperset:6tf.6he nsupset:6tf.6he vnsup:6tf.6he varsubsetneq:6tm.1e68 vsubne:6tm.1e68 varsupsetneq:6tn.1e68 ' +
  'vsupne:6tn.1e68 NotSquareSubset:6tr.mw NotSquareSuperset:6ts.mw sqcaps:6tv.1e68 sqcups:6tw.1e68 nvltrie:6us.6he nvrtrie:6ut.6he ' +
  'nLl:6vs.mw nGg:6vt.mw lesg:6vu.1e68 gesl:6vv.1e68 notindot:6wl.mw notinE:6wp.mw nrarrc:84z.mw NotLeftTriangleBar:89b.mw ' +
  'NotRightTriangleBar:89c.mw ncongdot:8dp.mw napE:8ds.mw NotLessSlantEqual:8e5.mw nleqslant:8e5.mw nles:8e5.mw NotGreaterSlantEqual:8e6.mw ' +
  'ngeqslant:8e6.mw nges:8e6.mw NotNestedLessLess:8f5.mw NotNestedGreaterGreater:8f6.mw smtes:8fg.1e68 lates:8fh.1e68 ' +
  'NotPrecedesEqual:8fj.mw npre:8fj.mw npreceq:8fj.mw NotSucceedsEqual:8fk.mw nsce:8fk.mw nsucceq:8fk.mw nsubE:8g5.mw nsubseteqq:8g5.mw ' +
  'nsupE:8g6.mw nsupseteqq:8g6.mw varsubsetneqq:8gb.1e68 vsubnE:8gb.1e68 varsupsetneqq:8gc.1e68 vsupnE:8gc.1e68 nparsl:8hp.6hx';

/**
 * Names that HTML also reads without a semicolon: those of Latin 1 in code point order from U+00A0, and others.
 */
const latin1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para ' +
  'middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute ' +
  'Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml ' +
  'Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml ' +
  'eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

function entityTable(): Map<string, string> {
  const table = new Map<string, string>();
  let code = 0;
  for (const word of inOrder.split(' ')) {
    const [, same, step, name = ''] = /^(?:(=)|(\w+):)?(\w+)$/.exec(word) ?? [];
    code += same ? 0 : step === undefined ? 1 : Number.parseInt(step, 36);
    table.set(name, String.fromCodePoint(code));
  }
  for (const word of pairs.split(' ')) {
    const [name = '', codes = ''] = word.split(':');
    table.set(name, String.fromCodePoint(...codes.split('.').map((one) => Number.parseInt(one, 36))));
  }
  return table;
}

/** Name → character; case counts. */
export const entityNames: ReadonlyMap<string, string> = entityTable();

/** Names that HTML also reads without a semicolon. */
export const bareEntityNames: ReadonlySet<string> = new Set(
  `${latin1} amp lt gt quot AMP LT GT QUOT COPY REG`.split(' '),
);

export const longestEntityName = 31;
