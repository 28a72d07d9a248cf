"""Small bots in other languages and scripts: five intents of eight phrases each, and texts that none of them knows."""

# ruff: noqa: E501 - letters of some scripts are counted as two

from __future__ import annotations

DUTCH = {
    "order": ["waar blijft mijn bestelling", "wanneer komt mijn pakje", "mijn pakket is nog niet geleverd",
              "hoe laat wordt mijn bestelling bezorgd", "is mijn pakket al verzonden", "status van mijn bestelling",
              "kan ik mijn pakje volgen", "volgen waar mijn bestelling is"],
    "return": ["ik wil iets terugsturen", "hoe kan ik dit artikel retourneren", "mag ik het terugsturen",
               "ik wil mijn geld terug", "wanneer krijg ik mijn geld terug", "hoe werkt retourneren",
               "retour sturen van een artikel", "geld terug na retour"],
    "hours": ["hoe laat gaan jullie open", "wat zijn de openingstijden", "zijn jullie zondag open",
              "tot hoe laat zijn jullie open", "wanneer is de winkel geopend", "openingstijden van de winkel",
              "hoe laat sluit de winkel", "is de winkel morgen open"],
    "person": ["ik wil een medewerker spreken", "mag ik iemand spreken", "verbind me met een mens",
               "kan ik met een medewerker praten", "ik wil met een echt mens praten", "een collega graag",
               "geef me een medewerker", "ik wil liever iemand aan de lijn"],
    "password": ["ik ben mijn wachtwoord vergeten", "hoe wijzig ik mijn wachtwoord", "mijn wachtwoord werkt niet",
                 "ik kan niet inloggen", "inloggen lukt niet", "nieuw wachtwoord aanvragen",
                 "wachtwoord opnieuw instellen", "kan niet meer inloggen op mijn account"],
}  # fmt: skip
GERMAN = {
    "order": ["wo bleibt meine Bestellung", "wann kommt mein Paket", "mein Paket wurde noch nicht geliefert",
              "wurde meine Bestellung schon verschickt", "Status meiner Bestellung", "kann ich mein Paket verfolgen",
              "wann wird meine Bestellung zugestellt", "wo ist mein Paket gerade"],
    "return": ["ich möchte etwas zurückschicken", "wie kann ich den Artikel zurückgeben", "kann ich das zurückschicken",
               "ich möchte mein Geld zurück", "wann bekomme ich mein Geld zurück", "wie funktioniert die Rückgabe",
               "Rücksendung eines Artikels", "Geld zurück nach der Rückgabe"],
    "hours": ["wann öffnen Sie", "wie sind die Öffnungszeiten", "haben Sie am Sonntag geöffnet",
              "bis wann haben Sie geöffnet", "wann schließt das Geschäft", "Öffnungszeiten des Geschäfts",
              "ist das Geschäft morgen geöffnet", "ab wann haben Sie offen"],
    "person": ["ich möchte mit einem Mitarbeiter sprechen", "kann ich mit jemandem sprechen",
               "verbinden Sie mich mit einem Menschen", "ein Mitarbeiter bitte", "ich will mit einem echten Menschen reden",
               "kann ich einen Mitarbeiter sprechen", "ich möchte lieber mit jemandem reden", "mit einem Menschen bitte"],
    "password": ["ich habe mein Passwort vergessen", "wie ändere ich mein Passwort", "mein Passwort geht nicht",
                 "ich kann mich nicht anmelden", "die Anmeldung klappt nicht", "neues Passwort anfordern",
                 "Passwort zurücksetzen", "ich kann mich nicht mehr bei meinem Konto anmelden"],
}  # fmt: skip
ARABIC = {
    "order": ["أين طلبي", "متى يصل طلبي", "لم يصل طلبي بعد", "هل تم شحن طلبي", "ما هي حالة طلبي", "أريد تتبع طلبي",
              "كيف أتتبع شحنتي", "متى تصل شحنتي"],
    "return": ["أريد إرجاع المنتج", "كيف أرجع المنتج", "هل يمكنني إرجاع المنتج", "أريد استرداد المبلغ",
               "متى أسترد المبلغ", "ما هي سياسة الإرجاع", "أريد إرجاع ما اشتريته", "كيف يمكن استرداد المبلغ"],
    "hours": ["متى تفتحون", "ما هي ساعات العمل", "هل تفتحون يوم الأحد", "متى يغلق المتجر", "هل المتجر مفتوح غدا",
              "حتى أي ساعة تفتحون", "ساعات عمل المتجر", "متى يفتح المتجر"],
    "person": ["أريد التحدث مع موظف", "هل يمكنني التحدث مع شخص", "حولني إلى موظف", "أريد التحدث مع إنسان",
               "أحتاج إلى موظف من فضلك", "أريد موظفا حقيقيا", "التحدث مع شخص حقيقي", "صلني مع موظف"],
    "password": ["نسيت كلمة المرور", "كيف أغير كلمة المرور", "كلمة المرور لا تعمل", "لا أستطيع تسجيل الدخول",
                 "تسجيل الدخول لا يعمل", "أريد كلمة مرور جديدة", "إعادة تعيين كلمة المرور", "لا يمكنني تسجيل الدخول إلى حسابي"],
}  # fmt: skip
JAPANESE = {
    "order": ["注文はどこですか", "荷物はいつ届きますか", "注文がまだ届きません", "注文は発送されましたか", "注文の状況を教えて",
              "荷物を追跡したい", "注文した荷物はどこですか", "荷物がまだ届いていません"],
    "return": ["商品を返品したい", "返品はどうすればいいですか", "返品できますか", "返金してほしい", "返金はいつですか",
               "返品の方法を教えて", "商品を返品して返金してほしい", "返金の方法は"],
    "hours": ["営業時間を教えて", "何時に開きますか", "日曜日は営業していますか", "何時まで営業していますか", "何時に閉まりますか",
              "お店は明日開いていますか", "お店の営業時間は", "土曜日は何時まで開いていますか"],
    "person": ["担当者と話したい", "人と話せますか", "オペレーターにつないで", "オペレーターと話したい", "担当者につないでください",
               "人につないでほしい", "担当者をお願いします", "オペレーターをお願いします"],
    "password": ["パスワードを忘れました", "パスワードを変更したい", "パスワードが使えません", "ログインできません",
                 "ログインができない", "パスワードを再設定したい", "新しいパスワードがほしい", "アカウントにログインできません"],
}  # fmt: skip

LANGUAGES = {
    "Dutch": (DUTCH, ["mijn papegaai heeft de factuur opgegeten", "wat voor weer wordt het", "wie is de koning",
                      "vertel eens een mop", "verkopen jullie fietsen", "hoe oud ben je"]),
    "German": (GERMAN, ["mein Papagei hat die Rechnung gefressen", "wie wird das Wetter", "wer ist der Kanzler",
                        "erzähl mir einen Witz", "verkaufen Sie Fahrräder", "wie alt bist du"]),
    "Arabic": (ARABIC, ["ببغائي أكل الفاتورة", "كيف الطقس اليوم", "من هو الرئيس", "احك لي نكتة", "هل تبيعون الدراجات",
                        "كم عمرك"]),
    "Japanese": (JAPANESE, ["オウムが請求書を食べた", "今日の天気は", "首相は誰", "冗談を言って", "自転車を売っていますか", "何歳ですか"]),
}  # fmt: skip
