import { HONORIFICS_EN, INSTITUTION_WORDS_EN, OFFICES_EN } from './offices.ts';

/**
 * The English words that decide, by what they decide. Each entry is one word, one set phrase, or a verb with its other forms after
 * slashes where they are irregular; a trailing `*` takes any ending. The grammar around them is in `read/`.
 *
 * Entries are data so that a reading can be made without some of them: `npm run score -- DIR --cross-validate` leaves out what only
 * one text calls for.
 */
const list = (text: string): readonly string[] =>
  text
    .split(',')
    .map((entry) => entry.trim().replace(/\s+/gu, ' '))
    .filter((entry) => entry !== '');

export const LEXICON_EN = {
  // ---- verbs that undertake, by the construction that follows them
  'agree to':
    list(`agree, decide, resolve, undertake/undertook/undertaken, vow, promise, concur, swear/swore/sworn, opt, determine,
    confirm, reaffirm, reconfirm, consent, arrange, covenant`),
  'reach agreement': list('reach, result, come/came, arrive, find/found, secure'),
  'agree on': list('agree, decide, settle, concur, consent'),
  'agree that':
    list(`agree, decide, resolve, commit, undertake/undertook/undertaken, pledge, confirm, reaffirm, concur, promise, vow,
    determine, arrange, stipulate`),
  'agree upon a thing': list(
    'approve, adopt, endorse, finalise, finalize, ratify, initial/initialled/initialed, conclude, validate',
  ),
  'commit to': list('commit, pledge, rededicate, dedicate, oblige, obligate'),
  'commit itself': list('commit, pledge, bind/bound, oblige'),
  'restate a commitment':
    list(`affirm, reiterate, reaffirm, renew, confirm, express, discuss, underscore, restate, convey, reinforce,
    reconfirm, declare, state, repeat, demonstrate, voice, emphasise, emphasize, stress, recall, underline`),
  'noun of commitment': list('commitment, commitments, pledge, undertaking, promise'),
  'noun of resolve': list('determination, resolve, resolution, decision'),
  'noun of intention': list('intention, intent, intentions, plan, plans'),
  'noun of readiness': list('readiness, willingness, preparedness'),
  'plan to': list('intend, plan, aim, expect, propose to, prepare'),
  'offer to': list('offer, volunteer'),
  'be ready to': list('willing, ready, prepared, poised, keen'),
  'be set to': list('set, due, scheduled, expected, slated, planned, supposed, bound'),
  'propose doing': list('propose, suggest, recommend, moot, float'),
  'task others to': list('direct, task, instruct, mandate, charge, order, entrust, commission, authorise, authorize'),
  'announce a thing': list('announce, unveil'),
  'request of':
    list(`request, ask, urge, hope, call, appeal, encourage, implore, exhort, press, beseech, petition, demand,
    invite, wish`),
  'request for': list('ask, request, appeal, call, press, demand'),
  'request that': list('request, ask, urge, demand, recommend, insist, hope, wish, trust'),
  'seek a thing': list('seek/sought, request, solicit'),
  'help that is sought':
    list(`support, assistance, help, cooperation, co-operation, information, extradition, training, equipment, access,
    aid, repatriation, processing, release, custody, surrender, expertise`),
  'invite to': list('invite'),
  'extend an invitation': list(
    'extend, convey, issue, renew, reiterate, repeat, give/gave/given, hand, deliver, present',
  ),
  'talk about': list('discuss, explore, consider, examine, study, weigh, contemplate, deliberate, float'),
  'exchange views': list('exchange, share'),
  'what may come of talk':
    list(`establish*, creat*, open*, forming, formation, launch*, setting up, conclu*, sign*, institut*, deploy*,
    train*, opportunit*, possibilit*, prospect, prospects, option, options, proposal, proposals, conven*, holding, host*, feasibility,
    introduc*, second*, posting, implementing, negotiat*, joint exercise*, appoint*, designat*`),
  'sign a thing': list('sign'),
  'paper that is signed':
    list(`memorandum, agreement, mou, protocol, treaty, arrangement, declaration, plan, letter of intent, accord,
    roadmap, convention, programme, program, contract, pact, action plan, terms of reference, statement of intent, loi, instrument,
    framework, measures, steps, strategy, text`),
  'set up in the act': list('establish, create, launch, form, constitute, institute, inaugurate, activate'),
  'look forward': list('look, await'),
  'paper provides': list('envisage, foresee/foresaw/foreseen, establish, create, stipulate, institute'),

  // ---- verbs above another clause
  'says that':
    list(`say/said, state, inform, announce, note, mention, indicate, assure, declare, add, tell/told, explain, point,
    emphasise, emphasize, stress, reassure, advise, expect, reveal, disclose, reply, respond, report, clarify, confirm, reiterate,
    underline, underscore, highlight, signal, guarantee, notify, pledge, vow, promise, make/made clear`),
  'agrees that':
    list(`agree, decide, resolve, reaffirm, confirm, commit, undertake/undertook/undertaken, pledge, affirm, reiterate,
    concur, promise, arrange`),
  'hopes that': list('hope, request, urge, ask, propose, suggest, wish, trust, recommend, insist, demand, call'),

  // ---- what an undertaking is about
  'make (mechanism)':
    list(`establish*, creat*, setting up, set up, form, forms, formed, forming, formation, launch*, introduc*, open,
    opens, opened, opening, institute, institutes, instituted, instituting, institutionali*, sign, signs, signed, signing, conclud*,
    conclusion, finali*, negotiat*, conven*, inaugurat*, designat*, appoint*, nominat*, constitut*, stand up, standing up, build, develop, pursue, pursuing, activat*, operationali*, resum*, reviv*, adopt*, enter into, entering into,
    setting-up, put in place, putting in place, approv*, initiat*, ratif*, draw up, drawing up, drawn up, work out, working out,
    install*, post, posts, posted, posting, station, stationing, stationed, initial, connect, link, reactivat*, made possible by`),
  mechanism:
    list(`mechanism*, working group*, group, groups, network*, channel*, hotline*, hot line*, hot-line*, line, lines, center,
    centers, centre, centres, agreement*, memorandum, memoranda, mou, mous, treaty, treaties, arrangement*, convention*, protocol*, team,
    teams, cell, cells, unit, units, desk, desks, framework*, committee*, task force*, taskforce*, panel*, platform*, dialogue*,
    commission, commissions, body, bodies, point of contact, points of contact, contact point*, focal point*, nodal officer*, nodal
    point*, liaison offic*, office, offices, secretariat*, standard operating procedure*, standing operating procedure*, sop, sops,
    coordinator*, co-ordinator*, liaison*, database*, fusion, forum, structure, structures, council, councils, roadmap*, road map*,
    action plan*, letter of intent, gateway, portal, registry, hub, hubs, accord, pact, brigade, brigades, attaché*, attache*, clearing
    house, consulate*, embassy, gate, cadre, taskforce, radar picture, register`),
  'making of':
    list(`establishment of, creation of, formation of, setting up of, opening of, launch of, conclusion of, signing of,
    institutionalisation of, institutionalization of, setting-up of, introduction of`),
  meet: list(`meet, meets, meeting, meetings, convene, convenes, convening, convened, hold, holds, holding, held, speak, consult, gather,
    reconvene, reconvening, host, hosts, hosted, hosting, take place, takes place, taking place, schedule, scheduled, organise, organize,
    organising, organizing, resume, resuming, confer, take stock, sit, talk, call, contact, communicate, visit, visits, review`),
  'gathering (series)':
    list(`meeting, meetings, session, sessions, round, rounds, dialogue, dialogues, consultation, consultations, talks,
    summit, summits, working group, working groups, commission, committee, conference call, conference calls, review, reviews, bilateral,
    bilaterals, exchange of views, subcommittee, steering committee, high-level dialogue, contact group, iteration, iterations, edition,
    staff talks, colloquium`),
  'next of a series':
    list(`next, another, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh, twelfth, thirteenth,
    regular, follow-up, subsequent, future, annual, quarterly, monthly, biannual, bi-annual, periodic, coordination, 1st, upcoming,
    forthcoming`),
  'meeting again':
    list(`meet again, meet regularly, meet periodically, gather again, convene again, meet soon, meet imminently, meet shortly,
    remain in regular contact, take stock, resume talks, reconvene`),
  'go to': list('visit, attend, participate in, take part in, travel to, pay a visit'),
  stage: list('conduct, hold, host, carry out, organise, organize, stage, undertake, run'),
  'one-off gathering':
    list(`exercise, exercises, conference, conferences, symposium, joint drill, drill, drills, deep dive, meeting of
    experts, expert meeting, fair, parade, study visit, study tour, tabletop, table-top exercise, port call`),
  guard:
    list(`protect, protects, protected, protecting, protection, safeguard*, secure, securing, guard, guarding, ensure the safety,
    ensure the security, ensuring the security, ensuring the safety, security of, safety of, safety for, security for, absolute security,
    improvements in safety, security at, safety at, security arrangements at, security checks at, escort, escorts, patrol guards`),
  guarded:
    list(`nationals, citizens, personnel, workers, project, projects, site, sites, embassy, embassies, mission, missions, diplomats,
    premises, visitors, tourists, residents, institutions, convoy, convoys, facilities, critical infrastructure, engineers, staff, visit,
    visits, delegation, delegations, dignitaries, witnesses, pilgrims, stadium, stadiums, pipeline, pipelines, undersea cables, cables,
    installations, borders of, enterprises, companies, communities, journalists`),
  'guard force': list(
    'unit, force, division, corps, troops, measures, arrangements, cover, detail, detachment, cordon',
  ),
  'pursue a case':
    list(`investigate, investigates, investigated, investigating, investigation, investigations, prosecute, prosecutes,
    prosecuted, prosecuting, prosecution, prosecutions, apprehend*, arrest, arrests, arrested, arresting, extradit*, repatriation of, punish*, bring the
    perpetrators, bring them to justice, inquire into, enquire into, inquiry into, enquiry into, track down, surrender of, be
    surrendered, surrendered, hunt down, bring to justice, interrogat*, detain, freeze the assets, recover the assets, recovery of assets,
    asset recovery, evidence team, exhum*, look into the case, find out the truth, find out who`),
  'look for or hand over': list(
    'search for, locate, locating, trace, tracing, traced, hand over, handed over, handing over, repatriat*, return, returned, transfer, transferred',
  ),
  'person wanted':
    list(`suspect*, fugitive*, perpetrator*, criminal, criminals, person wanted, absconder*, offender*, detainee*, wanted
    person*, persons wanted, culprit*, assailant*, gunm*, smuggler*`),
  teach:
    list(`train, trains, trained, training, trainings, courses, a course, course for, course on, training course, workshop, workshops, seminar, seminars, instructors for,
    instruction, exchange programme*, exchange program*, scholarship*, fellowship*, curricul*, cadet*, internship*, mentoring, e-learning,
    study places, places at`),
  'pass on':
    list(`share, shares, shared, sharing, exchange, exchanges, exchanged, exchanging, transmit*, supply, supplies, supplied, provide,
    provides, provided, providing, provision, hand over, handed over, handing over, furnish*, send, sends, sent, sending, submit*, notif*,
    inform each other, transfer*, communicate, alert, alerting, forward, forwards, forwarded, forwarding, pass on, passing on, deliver,
    delivers, delivered, delivering, relay*, disclos*, circulat*, grant, granting, open the, open its, reply to, replies to, respond to,
    make available, turn over, pool, pooling, reciprocat*`),
  'what is passed on':
    list(`information, intelligence, data, list, lists, log, logs, record, records, evidence, best practices, practices,
    experience, experiences, expertise, leads, watch-list*, watchlist*, details, findings, report, reports, warning, warnings, sample,
    samples, lessons, footage, recordings, track, tracks, schedules, images, imagery, fingerprint, fingerprints, profiles, dossier,
    dossiers, file, files, documents, document, notices, alerts, register, database access, indicators, signatures, advisories, knowledge,
    know-how, assessments, analyses, analysis, enquiries, inquiries, names, statistics, manifest, manifests, sketches, results, roster,
    copies, inventory, photographs, coordinates, case files, technical reports, telemetry, updates, briefings, hash, hashes`),
  'sharing itself':
    list(`information sharing, information-sharing, intelligence sharing, intelligence-sharing, data sharing, data-sharing,
    evidence sharing, information exchange, intelligence exchange, data exchange, evidence exchange, exchange of information, exchange of
    intelligence, exchange of data, sharing of information, sharing of intelligence, exchange of evidence, exchange of experience,
    information flow, real-time exchange`),
  'tell each other': list('warn, inform, notify, alert, brief, update, consult, advise'),
  'give (means)':
    list(`provide, provides, provided, providing, provision of, supply, supplies, supplied, supplying, deliver, delivers, delivered,
    donat*, make available, makes available, making available, give, gives, giving, offer, offers, offered, offering, fund, funds, funded,
    funding, financ*, allocat*, contribut*, increase, increases, increasing, deploy, deploys, deployed, deploying, hand over, handed over,
    stand up, standing up, commit, commits, committed, seek, seeks, seeking, sought, support, supports, supporting, send, sends, sending,
    sent, lend, lending, loan, dispatch, second, seconds, seconded, seconding, purchase, procure, procuring, buy, equip, equips, equipped,
    grant, transfer, transferring, pay, pays, detach, station, double, invest, investing, extend, hire, recruit, gift`),
  means:
    list(`equipment, kit, kits, grant, grants, fund, funds, funding, money, vehicle, vehicles, vessel, vessels, boat, boats, ship, ships,
    drone, drones, camera, cameras, radio, radios, motorcycle, motorcycles, aircraft, helicopter, helicopters, instructors, personnel,
    laborator*, labs, lab, scanner, scanners, technical support, technical assistance, technical help, technical and * support, financial
    assistance, financial support, financial and * assistance, assistance, support, resources, software, devices, million, billion, tools,
    officers to, officer to, corvette, corvettes, frigate, frigates, readers, machines, dogs, vests, detectors, sensors, radars, radar
    stations, servers, licences, licenses, staff, experts, advisers, advisors, specialists, trainers, police officers, team of experts,
    medical supplies, uniforms, patrol craft, patrol boats, generators, body cameras, tablets, computers, premises, building, means, ballistic*`),
  'build up':
    list(`capacity building, capacity-building, capacity, capacities, capability, capabilities, professional capacity, technical
    assistance, moderni*, upskill*, institution building, institution-building`),

  // ---- scope
  security:
    list(`security, secure, terror*, counter-terror*, counterterror*, anti-terror*, extremis*, radicali*, police, policing, law
    enforcement, law-enforcement, crime, crimes, criminal, criminals, criminality, cyber*, ransomware, fraud*, scam, scams, traffick*,
    smuggl*, drug, drugs, narcotic*, fentanyl, opioid*, precursor*, addict*, substance abuse, overdose, firearm*, weapon*, ammunition,
    arms, munitions, explosive*, ballistic*, gang, gangs, cartel*, laundering, illicit, illegal, irregular migra*, border*, customs,
    counter-narcotics, counternarcotics, defence, defense, military, armed forces, army, naval, navy, navies, maritime, coast guard*, patrol*,
    guard, guards, guarding, checkpoint*, virtual currenc*, cryptocurrenc*, virtual asset*,
    coastguard*, intelligence, investigat*, prosecut*, extradit*, judicial, justice, court, courts, prison*, legal assistance, suspect*,
    fugitive*, perpetrator*, sanctions, proliferation, nuclear, missile*, nationals, citizens, attack, attacks, hostage*, kidnap*, piracy,
    pirate*, forensic*, visa, visas, passenger data, passport*, deportation, repatriat*, victim*, violence, homicid*, emergenc*, disaster*,
    threat*, peacekeep*, corruption, financial intelligence, financing of, surveillance, critical infrastructure, vulnerabilit*,
    incident*, malware, phishing, encryption, joint exercise*, troops, hotline*, hot line*, liaison, magistrate*, detective*,
    constabular*, gendarm*, readmission, return of irregular, asylum, people smuggling, sentenced, detain*, arrest*, burglar*, theft,
    stolen, robber*, classified information, mutual legal, hijack*, murder*, spyware, hacker*, botnet*, illicit financ*, suspicious
    transaction*, transaction report*, counterfeit*, contraband, poach*, money mule*, search and rescue, evidence, safety of, absconder*,
    wanted, bank records, interoperab*, warship*, corvette*, port call*, ransom, trespass*, infiltrat*, insurgen*, militant*, rebel*, mine
    clearance, demining, exploit*, child abuse, disinformation, foreign interference, war crimes, genocide, organised crime, returnee*,
    foreign fighters, informants, witness*, undersea cable*, flag meeting*, accountab*, disarm*, rustling, landmine*, small arms, light weapons, crowd control, riot*, curfew*`),
  elsewhere:
    list(`trade, tariff, tariffs, investment, investments, investor, investors, business, businesses, commerc*, economy, economic,
    agricultur*, farm*, food, health, medical, vaccin*, pandemic, touris*, cultur*, education*, universit*, student, students, scholar*,
    sport, sports, youth exchange*, energy, electricity, oil, gas, climate, environmental*, carbon, green, water, fisher*, infrastructure,
    railway*, highway*, connectivity, flight, flights, semiconductor*, supply chain*, mineral*, lunar, satellite, science, scientific,
    research, innovation, development work, development cooperation, development assistance, poverty, humanitarian, migration, pathways,
    labour, labor, women, gender, media, film, religio*, heritage, museum, language, people-to-people, currency, banking, loan, loans,
    debt, pilgrim*, air services, taxation, dairy, cinema, twinning, music, ferry, bridge, rail, road, roads, hydropower, textile*, aviation
    services`),
  'fine words':
    list(`relations, relation, relationship, relationships, ties, friendship, partnership, partnerships, bond, bonds, trust, goodwill,
    brotherhood, new era, shared future, all areas, all levels, all fields, momentum, exchanges at all levels, prosperity, peace, solidarity,
    mutual understanding, shared values, common values, core interests, alliance`),
  strengthen:
    list(`strengthen*, deepen*, enhanc*, advanc*, promot*, develop*, expand*, build*, forg*, consolidat*, elevat*, foster*, cement*,
    nurtur*, maintain*, cultivat*, institutionali*, intensif*, uphold*, carry forward, implement*, translat*, upgrad*, bolster*, boost*,
    step up, stepping up, raise, continu*, reinforc*`),
  'mere need': list(`importance, need, necessity, significance, value, urgency, role, benefits, usefulness`),

  // ---- who acts
  'side noun':
    list(`side, sides, country, countries, nation, nations, party, parties, government, governments, minister, ministers, leader,
    leaders, delegation, delegations, ministry, ministries, state, states, secretary, secretaries, president, presidents, official,
    officials, agency, agencies, force, forces, service, services, head, heads, advisor, advisors, adviser, advisers, team, teams, unit,
    units, people, peoples, partner, partners, police, coordinator, coordinators, co-ordinators, principal, principals, capital, capitals,
    participant, participants, representative, representatives, director, directors, commissioner, commissioners, chief, chiefs, expert,
    experts, chair, chairs, co-chair, co-chairs, delegate, delegates, secretariat, secretariats, counterpart, counterparts, commander,
    commanders, general, prosecutor, prosecutors, signatories, interlocutors, authority, authorities, institution, institutions, navies,
    armies, command, commands, colleagues, envoys, ambassadors, judges, magistrates`),
  'body noun':
    list(`working group, joint group, group, dialogue, commission, committee, council, task force, mechanism, meeting, session, round,
    consultation, consultations, talks, network, forum, conference, summit, panel, team, cell, platform, secretariat, subcommittee, board`),
  'thing that only describes':
    list(`initiative, campaign, effort, efforts, deployment, cooperation, programme, program, measure, measures, visit,
    framework, statement, agreement, accord, memorandum, mou, document, treaty, loi, plan, mission, operation, operations, project, partnership, instrument`),

  office: [...OFFICES_EN],
  institution: [...INSTITUTION_WORDS_EN],
  'courtesy form': [...HONORIFICS_EN],

  // ---- words that say why a sentence holds no undertaking
  rhetoric:
    list(`underscore, underline, emphasise, emphasize, stress, highlight, welcome, commend, praise, applaud, laud, thank, appreciate,
    condemn, deplore, congratulate, acknowledge, recognise, recognize, express, reiterate, reaffirm, hail, value, enjoy, pay tribute, share a
    common, attach great importance, speak highly`),
  background:
    list(`had, has been, have been, recall, note, review, take stock/took stock, since, last year, previously, already, brief/briefed,
    follow, build on/built on, mark, inform`),
  'talk only': list('discuss, exchange, touch, raise, talk, consider, explore, address, deliberate, examine'),

  // ---- meetings, events, incidents
  encounter:
    list(`meeting, meetings, talks, discussion, discussions, consultation, consultations, dialogue, dialogues, conversation,
    conversations, call, calls, session, sessions, round, rounds, summit, negotiations, conference, deliberations, reception, exchanges,
    ministerial, roundtable, videoconference, teleconference, forum, phone call, video call, interaction, gathering, group`),
  'held it': list(
    `hold/held, convene, co-chair, chair, conduct, conclude, make/made, have/had, attend, host, lead/led, open, begin/began, wrap up, co-host`,
  ),
  received: list('host, welcome, receive, call on/called on, visit, pay a visit/paid a visit'),
  'named gathering':
    list(`conference, forum, summit, congress, assembly, expo, exhibition, symposium, convention, exercise, seminar, workshop,
    ministerial, olympics, games, dialogue, meeting, consultations, week, festival, regatta, session`),
  'numbered gathering':
    list(`meeting, meetings, summit, conference, session, round, dialogue, launch, exercise, consultations, talks, forum,
    ministerial, congress, retreat`),
  occurrence:
    list(`attack, attacks, bombing, bombings, blast, blasts, explosion, explosions, assault, assaults, shooting, shootings, hijacking,
    hijackings, kidnapping, kidnappings, abduction, abductions, massacre, massacres, killing, killings, murder, murders, assassination,
    assassinations, incident, incidents, outage, outages, breach, breaches, hack, hacks, intrusion, intrusions, clash, clashes, raid, raids,
    burglary, robbery, heist, sinking, ambush, ambushes, crash, disaster, fire, derailment, tragedy, arson, sabotage, siege, stabbing,
    hostage-taking, hostage taking, cyberattack, cyberattacks, cyber-attack, cyber-attacks, riot, riots, shelling, wreck, shipwreck,
    collapse, poisoning, downing, capsizing`),
  'kind of occurrence':
    list(`terrorist, terror, suicide, bomb, ransomware, cyber, deadly, armed, arson, drone, missile, twin, heinous, cowardly,
    cross-border, rocket, knife, vehicle, car, gun, recent, data, network, power, ferry, train, fatal, tragic, brutal, barbaric, dastardly,
    horrific, bus, school, church, mosque, temple, market, grenade, mortar, militant, latest, earlier, horrendous, chemical, mass`),
} as const satisfies Readonly<Record<string, readonly string[]>>;
