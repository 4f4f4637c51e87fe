"""How processes end and why code is not judged, in Russian, by the English templates."""

__all__ = ["PROCESSES"]

PROCESSES: dict[str, str] = {
    "it inherits from {name}": "класс наследуется от {name}",
    "it is a copy of a published solution": "это копия опубликованного решения",
    "{name} of this library does the work": "работу делает {name} из этой библиотеки",
    "it replaced {name}": "код подменил {name}",
    "it reported a finding of its own": "код сам отправил результат проверки",
    "not judged, because the code reaches into the grader": (
        "не оценено: код вмешивается в проверку"
    ),
    "it calls {name}()": "код вызывает {name}()",
    "it calls {name}() through ctypes": "код вызывает {name}() через ctypes",
    "it imports {name}, a part of the grader": (
        "код импортирует {name}, часть проверяющей программы"
    ),
    "it looks at frames, and at attributes by computed names": (
        "код смотрит на фреймы и на атрибуты с вычисленными именами"
    ),
    "it makes a function of the grader's code": (
        "код собирает функцию из кода проверяющей программы"
    ),
    "it makes code in the name of a library": "код выдаёт себя за код библиотеки",
    "it makes code objects": "код создаёт объекты кода",
    "it opens {name}, which lies beside it": "код открывает соседний файл {name}",
    "it opens {path}": "код открывает {path}",
    "it sends a signal to another process": "код посылает сигнал другому процессу",
    "it sets {name} of a function or class that is not its own": (
        "код меняет {name} у чужой функции или чужого класса"
    ),
    "it uses a published solution": "код использует опубликованное решение",
    "{where}: it uses {name}": "используется {name} ({where})",
    "it wrote to the grader's pipe": "код писал в канал проверяющей программы",
    "the probe did not come to a result": "испытание не дало результата",
    " It uses {names}, which cannot be copied.": (
        " Код использует {names}, а это нельзя скопировать."
    ),
    "it is {name}": "это {name}",
    "loading": "загрузка",
    "starting": "запуск",
    "the code calls {name}": "код вызывает {name}",
    "the code closed the pipe to the grader": "код закрыл канал проверяющей программы",
    "the code computes without end": "код считает без остановки",
    "the code ended its whole process, with exit status {status}": (
        "код завершил весь свой процесс с кодом выхода {status}"
    ),
    "the code had more than {count} processes": (
        "код запустил больше {count:процесса|процессов|процессов}"
    ),
    "the code had not ended after {seconds:.0f} s": "код не завершился за {seconds:.0f} с",
    "the code left no memory for the grader to go on": (
        "код занял всю память, и проверка не может продолжаться"
    ),
    "the code left no open files for the grader to go on": (
        "код занял все файловые дескрипторы, и проверка не может продолжаться"
    ),
    "the code left no threads for the grader to go on": (
        "код запустил столько потоков, что проверка не может продолжаться"
    ),
    "the code waits for something outside of Python": "код ждёт чего-то вне Python",
    "the code waits for something outside of Python, again and again, before it comes to a call": (
        "код раз за разом ждёт чего-то вне Python, прежде чем дойти до вызова"
    ),
    "the code wakes up too often to be followed in virtual time": (
        "код просыпается слишком часто, чтобы следить за ним в виртуальном времени"
    ),
    "the code wrote more than {megabytes} MB of files": "код записал в файлы больше {megabytes} МБ",
    "the process was ended by {signal}": "процесс завершён сигналом {signal}",
    "there is no file {path}": "нет файла {path}",
    "{file} has more than one to choose from: {names}": (
        "в {file} несколько подходящих определений, оставьте одно: {names}"
    ),
    "{file} has no class with add(), run() and stop(), and no function of (get_health, seconds)": (
        "в {file} нет ни класса с add(), run() и stop(), ни функции с параметрами (get_health, "
        "seconds)"
    ),
    "{name} cannot be sent to the process that runs it: {error}.{uses} Create what cannot "
    "be copied (files, sockets, threads) in __init__() or run(), not next to the class": (
        "{name} нельзя отправить в процесс, который выполняет код: {error}.{uses} Файлы, "
        "сокеты, потоки и всё, что нельзя скопировать, создавайте в __init__() или run(), а не "
        "рядом с классом"
    ),
    "{path} is a folder: name the files in it": "{path} — папка: укажите файлы в ней",
    "{path} is not a Python file: its name must end in .py": (
        "{path} — не файл Python: его имя должно кончаться на .py"
    ),
    "{path} is not a file that can be read": "{path} — не файл, который можно прочитать",
    "{what} at {where}": "{what} ({where})",
    "a checker of this library does the work": "работу делает чекер из этой библиотеки",
}
