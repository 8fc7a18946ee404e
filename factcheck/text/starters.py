"""Words that begin sentences and hardly ever a name: pronouns, articles, conjunctions, adverbs.

With a capital in the middle of a line they show that a sentence begins, even after what looks like
an abbreviation (`in the U.S. The court …`) or a semicolon at the end of a flattened list item.
Sources: the closed word classes of each language's grammar. Words that are a common first or family
name too (`An`, `Will`, `May`) are left out.
"""

from __future__ import annotations

from typing import Final

_WORDS: Final[dict[str, str]] = {
    "id": (
        "ada adalah adapun agar akan akibatnya akhirnya akibat anda antara apa apabila apakah "
        "atas awalnya bagaimana bagi bahkan bahwa banyak baru beberapa begitu berapa berbagai "
        "berdasarkan berikut bersama bila bisa bukan dalam dan dari dengan di dia dua guna hal "
        "hanya harga hingga ia ini itu itulah inilah jadi jika juga justru kalau kami kamu "
        "kapan karena kata ke kecuali kedua kemudian kendati kepada kini kita lagi lalu lebih "
        "maka masih melalui memang menurut mengapa mereka meski meskipun misalnya mungkin namun "
        "nah oleh pada padahal para pasalnya perlu pertama saat saya sebab sebagai sebagian "
        "sebaliknya sebanyak sebelum sebelumnya sebenarnya sebuah secara sedangkan sehingga "
        "sejak sejumlah sekitar selain selama selanjutnya seluruh semua sementara semula "
        "seorang seperti sering sesuai setelah setiap siapa suatu sudah tak tanpa tapi telah "
        "tentang tentu terhadap termasuk ternyata tetapi tidak untuk walau walaupun yang yakni"
    ),
    "en": (
        "a about according after again all also although among an and another any anyone are as "
        "at because before both but by can could despite did do does during each earlier even "
        "every everyone for from had has have he her here his how however i if in is it its "
        "itself just last later many maybe meanwhile more most much my neither never no nobody "
        "nor not nothing now of on once one only or other others our over people perhaps please "
        "several she should since so some still such that the their them then there therefore "
        "these they this those though thus to today under unless until was we were what when "
        "where whether which while who whose why with within without would yes yesterday yet "
        "you your it's he's she's that's there's i'm i've we've they're don't let"
    ),
    "de": (
        "aber alle allerdings als also am an auch auf aus außerdem bei beim beide bereits bis "
        "da dabei dadurch dafür daher damals damit danach dann darauf darum das dass davon dazu "
        "dem den denn der deren des deshalb dessen die dies diese dieser dieses doch dort durch "
        "ein eine einem einen einer eines einige er erst es etwa für gegen hier hierbei hinter "
        "ich ihr ihre ihren im immer in infolge insgesamt ist ja jede jeder jedoch jetzt kein "
        "keine können laut man manche mehr mein meine mit nach nachdem neben nicht noch nun nur "
        "ob obwohl oder ohne schon seine seit seitdem sein sich sie sind so sobald somit sowohl "
        "später trotz trotzdem über um und unser unter viele vom von vor war was weil weiter "
        "wenn wer werden wie wir wird wo während zu zudem zum zur zunächst zwar zwei zwischen"
    ),
    "es": (
        "a además ahora al algunas algunos ante antes aquel aquella así aún aunque bajo cada "
        "casi como con contra cuál cuando cuándo de debido del desde después donde dónde dos "
        "durante el él ella ellas ello ellos en entonces entre era es esa ésa esas ese eso esos "
        "esta ésta está estaba están estas éstas este éste esto estos éstos estuvo existe "
        "existen fue fueron ha había hace hacia han hasta hay la las le les lo los luego más me "
        "mi mientras mis muchas muchos muy nada ni no nos nosotros nuestra nuestro o os otra "
        "otras otro otros para pero poco por porque posteriormente primero pues que qué quien "
        "quién se según ser será si sí sin sobre son su sus también tampoco te tenía tiene "
        "todas todo todos tras tu un una unas uno unos usted y ya yo"
    ),
    "fr": (
        "à afin ainsi alors après au aucun aucune aujourd'hui auparavant aussi autant autour "
        "aux avant avec beaucoup bien c'est ça car ce cela celle celles celui cependant "
        "certaines certains ces cet cette ceux chaque chez comme comment d'abord d'après dans "
        "de depuis des dès deux donc du durant elle elles en encore enfin ensuite entre est et "
        "étant eux grâce hors il ils j'ai je jusqu'à l'on la là le les leur leurs lors lorsque "
        "lui ma mais malgré même mes moi mon n'est ne ni nos notre nous on or ou où outre par "
        "parce parfois parmi pendant peu plus plusieurs pour pourquoi pourtant puis puisque "
        "qu'est-ce quand quant que quel quelle quelques qui quoi sa sans sauf se selon ses seul "
        "seule si soit son sous souvent suite sur ta tandis tant toujours tous tout toute "
        "toutefois toutes très trop tu un une vers voici voilà vos votre vous y"
    ),
    "pt": (
        "a à além agora ainda algumas alguns antes ao aos apenas apesar após aquela aquele aqui "
        "as às assim até através cada com como conforme contra contudo da das de depois desde "
        "deste do dos durante e é ela elas ele eles em embora enquanto então entre era eram "
        "essa essas esse esses esta está estas este estes eu foi foram há hoje isso isto já lá "
        "mais mas mesmo meu minha muitas muito muitos na não nas nem nenhum nesta neste no nos "
        "nós nossa nosso num numa nunca o onde ontem os ou outra outras outro outros para pela "
        "pelas pelo pelos perante pois por porém porque pouco primeiro quando quanto quase que "
        "quem se segundo sem sempre sendo ser será seu seus sob sobre sua suas também tanto tem "
        "tinha toda todas todo todos trata um uma umas uns você"
    ),
    "it": (
        "a ad ai al alla alcune alcuni allora anche ancora appena attualmente c'è che chi ci "
        "ciò come con così cosa cui da dal dalla dallo dei del della delle dello dopo dove "
        "dunque durante e è ecco egli ed era erano essa essi esso fino forse fra fu già gli ha "
        "hanno i il in infatti infine inoltre intanto invece io l'ha la le lei lo loro lui ma "
        "mentre mi molte molti ne nei nel nella nelle nello nessuno noi non nonostante o oggi "
        "ogni ora ormai per perché perciò però più poi prima proprio può qual quale quali "
        "quando quanto quasi quella quelle quelli quello quest'anno questa queste questi questo "
        "qui quindi se secondo sebbene sempre senza si sia solo sono sotto sta su sua subito "
        "sul sulla suo suoi tra tre troppo tutta tutte tuttavia tutti tutto un una uno vi voi"
    ),
    "nl": (
        "aan al alle alleen als alsof andere bij binnen daar daarbij daarmee daarna daarnaast "
        "daarom daarvoor dan dat de deze die dit doch door dus een eerst elke en enkele er geen "
        "haar had heeft hebben hem het hier hierbij hierdoor hij hoe hoewel hun ieder iedereen "
        "ik in indien intussen is ja je jij kan maar meer men met mijn na naast naar net "
        "niemand niet niets nog nu of om omdat onder ondanks ook op over pas sinds soms te "
        "tegen terwijl toch toen tot tussen tijdens uit vaak van vanaf veel vele verder volgens "
        "voor voordat waar waarom wanneer want waren was wat we wel welke werd wie wij ze zelfs "
        "zij zijn zo zodra zoals zonder zowel"
    ),
    "ru": (
        "а без более большая большинство бы был была были было в вам вас ведь весь во вот "
        "впервые впоследствии впрочем вместе вместо вообще все всего вскоре всё вы где да даже "
        "для до днём если есть ещё же за затем здесь зимой и из из-за изначально именно иногда "
        "их итак к каждый как какой когда кому которые кроме кто летом лишь между мне многие "
        "много мой мы на над наконец например нас наш не несмотря нет ни никто но ныне о об "
        "обычно однако около он она они оно от очень первая первоначально первый перед по под "
        "позднее позже пока помимо поскольку после потом поэтому почему почти при про против с "
        "сам самый сегодня сейчас сначала со согласно среди стоит так такая также такие такой "
        "там теперь тем тогда то только тот три ты у уже хотя чем через что чтобы это этим эти "
        "этой этом этот эту я является"
    ),
    "tr": (
        "ama ancak artık aslında aynı ayrıca bana bazen bazı belki ben benim beni birçok biz "
        "bizim böyle böylece bu bugün buna bunda bundan bunlar bunu bunun burada bütün çok "
        "çünkü daha dahası eğer en fakat gerçekten geçen gibi hatta hem henüz her herkes hiç "
        "hiçbir için ile ilk ise işte kim kimi madem mesela ne neden nasıl niçin o olsa ona "
        "onlar onlardan onu onun orada önce öte öyle özellikle peki sadece sanki sen siz son "
        "sonra sonunda şimdi şöyle şu tabii tüm üstelik ve veya ya yalnız yani yine zaten aksi "
        "aksine bir bize buradan bugünkü demek dolayısıyla dün ertesi eskiden evet gene halbuki "
        "hayır hele hepsi kendisi keşke nitekim oysa size üzerine yarın"
    ),
    "vi": (
        "ai anh bà bên bởi các cả cái cho chỉ chị chính chúng cô còn con cùng cũng cứ dù do "
        "dưới đã đang đây đến để đó đối đồng được em gần giờ hai hàng hiện họ hôm hơn khi không "
        "là lúc làm mà mặc mấy mình mỗi một mới nay nên nếu ngay ngày ngoài người nhà nhất như "
        "nhưng những nhiều nó ông ở phải qua rồi sau sẽ sự song tại tất theo thế thì thời tôi "
        "trên trong trước từ tuy và vào vẫn về vì việc với vừa xin"
    ),
}


def _table() -> dict[str, frozenset[str]]:
    """Build the sets by language, each word with its capital."""
    table = {
        code: frozenset(word[0].upper() + word[1:] for word in words.split())
        for code, words in _WORDS.items()
    }
    table["tr"] |= {"İçin", "İle", "İlk", "İse", "İşte"}
    table["ms"] = table["id"]
    return table


STARTERS: Final = _table()
"""By primary subtag: the words as they begin a sentence."""
