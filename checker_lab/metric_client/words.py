"""What a client says of URLs and of answers, in English and in Russian."""

from dataclasses import dataclass

from checker_lab.core.language import Language, choose_language

__all__ = ["WORDS", "MetricWords", "words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricWords:
    """All the texts in one language, English if no other is given; the braces are filled in."""

    bad_url: str = "{0!r} is not a usable URL ({1}): use one like {2}"
    no_scheme: str = "it must be http or https, and have a host"
    has_password: str = "a URL must not contain a user or a password: as the id, it is printed"
    has_spaces: str = "a URL must not contain spaces or control characters: {0!r}"
    bad_timeout: str = "timeout must be a whole number of seconds from 1 to {0}, not {1!r}"

    no_answer: str = "no answer"
    broke_off: str = "the answer broke off"
    dropped: str = "the connection was dropped before the answer came"
    no_connection: str = "no connection"
    refused: str = "Connection refused"
    too_many_files: str = "Too many open files, or out of memory"
    not_http: str = "the answer is not HTTP"
    long_headers: str = "the answer is not HTTP: its headers are too long"
    large_body: str = "the body is larger than 1 MiB"
    not_secure: str = "no secure connection"
    wants_certificate: str = "no secure connection: the server wants a client certificate"
    unknown_ca: str = "the certificate is from an unknown CA"
    no_tls: str = "the server does not speak TLS"
    redirects: str = "more than {0} redirects"
    bad_redirect: str = "{0} to {1}: not a usable URL ({2})"
    other_host: str = "{0} to {1}: redirects to another host are not followed"

    but: str = "{0}, but {1}"
    but_2xx: str = "{0}, but {1} (expect=2xx would accept it)"
    not_expected: str = "{0}, not {1}"
    body_has_no: str = "the body has no {0!r}"
    body_has: str = "the body has {0!r}"
    though: str = "{0}, though the body says {1}"
    says_fail: str = "{0}, and the body says fail"
    empty: str = "the body is empty"
    not_json: str = "the body is not JSON"
    not_an_object: str = "the body is JSON, but not an object"
    too_deep: str = "the JSON in the body is nested too deeply"
    no_status: str = "the body has no status"
    two_statuses: str = "the body has two statuses"
    status_is_no_text: str = "the status in the body is not a string"
    unknown_status: str = "the status in the body is unknown: {0!r}"


ENGLISH = MetricWords()

RUSSIAN = MetricWords(
    bad_url="{0!r} — негодный URL ({1}): нужен такой, как {2}",
    no_scheme="он должен начинаться с http или https и содержать имя хоста",
    has_password="в URL не должно быть имени и пароля: он служит id, и его печатают",
    has_spaces="в URL не должно быть пробелов и управляющих символов: {0!r}",
    bad_timeout="timeout должен быть целым числом секунд от 1 до {0}, а не {1!r}",
    no_answer="нет ответа",
    broke_off="ответ оборвался",
    dropped="соединение разорвано раньше, чем пришёл ответ",
    no_connection="нет соединения",
    refused="в соединении отказано",
    too_many_files="открыто слишком много файлов или кончилась память",
    not_http="ответ не по HTTP",
    long_headers="ответ не по HTTP: слишком длинные заголовки",
    large_body="тело ответа больше 1 МиБ",
    not_secure="нет защищённого соединения",
    wants_certificate="нет защищённого соединения: сервер требует сертификат клиента",
    unknown_ca="сертификат выдал неизвестный центр",
    no_tls="сервер не говорит по TLS",
    redirects="больше {0} перенаправлений",
    bad_redirect="{0} на {1}: негодный URL ({2})",
    other_host="{0} на {1}: на другой хост клиент не переходит",
    but="{0}, но {1}",
    but_2xx="{0}, но {1} (с expect=2xx это подойдёт)",
    not_expected="{0}, а не {1}",
    body_has_no="в теле ответа нет {0!r}",
    body_has="в теле ответа есть {0!r}",
    though="{0}, хотя в теле ответа {1}",
    says_fail="{0}, и в теле ответа fail",
    empty="тело ответа пусто",
    not_json="тело ответа не JSON",
    not_an_object="тело ответа — JSON, но не объект",
    too_deep="JSON в теле ответа вложен слишком глубоко",
    no_status="в теле ответа нет status",
    two_statuses="в теле ответа два status",
    status_is_no_text="status в теле ответа не строка",
    unknown_status="неизвестный status в теле ответа: {0!r}",
)

WORDS: dict[Language, MetricWords] = {"en": ENGLISH, "ru": RUSSIAN}


def words(language: str | None = None) -> MetricWords:
    """Return the words of this language, or of the process: English without a choice."""
    return WORDS[choose_language(language)]
