"""What went wrong in the learner's code, and what to try, in Russian, by the English templates."""

__all__ = ["MISHAPS"]

MISHAPS: dict[str, str] = {
    "The pool is shut down by then: the end of a `with` does that, or a shutdown().": (
        "Пул к этому моменту закрыт: так делает конец блока `with` или shutdown()."
    ),
    "No call ends a thread from outside: set an event that its loop looks at.": (
        "Поток нельзя завершить снаружи: установите событие, которое проверяет его цикл."
    ),
    "Has `del self.{name}` removed it? Set it to None instead, and look whether it is None.": (
        "Может быть, его удалил `del self.{name}`? Лучше присвойте None и проверяйте, не None "
        "ли там."
    ),
    "__init__() sets self.{name}: has it come that far by then?": (
        "__init__() присваивает self.{name}: успевает ли он до этого дойти?"
    ),
    "Has the first stop() taken what this one waits for? Return immediately if nothing is "
    "running any more.": (
        "Может быть, первый stop() уже забрал то, чего ждёт этот? Если ничего больше не работает, "
        "завершайте stop() сразу."
    ),
    "line {line}, `{source}`": "строка {line}, `{source}`",
    "{file}, line {line}, `{source}`": "{file}, строка {line}, `{source}`",
    "A thread": "В потоке",
    "A call in a pool or an event loop": "В вызове из пула или цикла событий",
    "{who} raised {error}, in {where}.": "{who}: ошибка {error} ({where}).",
    "{who} raised {error}.": "{who}: ошибка {error}.",
    "{error} was raised in {where}, and the code caught it.": (
        "Возникла ошибка {error} ({where}), и код её перехватил."
    ),
    "{call}() is `async def`, and nothing awaits it, in {where}: so it never runs.": (
        "{call}() объявлена как `async def`, но её никто не ждёт ({where}), поэтому она не "
        "выполняется."
    ),
    "{call}() is `async def`, and nothing awaits it: so it never runs.": (
        "{call}() объявлена как `async def`, но её никто не ждёт, поэтому она не выполняется."
    ),
    "The run() of a thread runs it here. Its start() starts it.": (
        "Метод run() потока выполняет всё прямо здесь. Новый поток запускает start()."
    ),
    "{call} does not return: it is in {where}.": (
        "{call} не завершается: выполнение сейчас здесь ({where})."
    ),
    "{call} does not return: it is in {outer}, and there in {inner}.": (
        "{call} не завершается: выполнение сейчас здесь ({outer}), а внутри — здесь ({inner})."
    ),
    "A thread waits for a lock, in {where}.": "Поток ждёт блокировку ({where}).",
    "Python cannot read the code: {error}, in {where}.": (
        "Python не может прочитать код: {error} ({where})."
    ),
    "The code cannot be loaded: {error}, in {where}.": "Код не загружается: {error} ({where}).",
    "The code cannot be loaded: {error}.": "Код не загружается: {error}.",
    "time.sleep() holds up the whole event loop, in {where}.": (
        "time.sleep() останавливает весь цикл событий ({where})."
    ),
    "Nothing starts the thread that is made in {where}.": "Поток создан, но не запущен ({where}).",
    "Somebody adds while this loop goes through the items: loop over a copy, `list(...)`, "
    "made under a lock, or let only one thread or task touch them.": (
        "Пока этот цикл перебирает элементы, кто-то их добавляет. Перебирайте копию, `list(...)`, "
        "сделанную под блокировкой, или пусть элементы трогает только один поток или одна задача."
    ),
    "There is no event loop here: asyncio.create_task() works only in code that the loop "
    "runs. A checker for asyncio needs `async def stop`.": (
        "Здесь нет цикла событий: asyncio.create_task() работает только в коде, который "
        "выполняет цикл. Для asyncio нужен `async def stop`."
    ),
    "The event loop is already running: start a task, asyncio.create_task(...).": (
        "Цикл событий уже работает: запустите задачу, asyncio.create_task(...)."
    ),
    "A thread runs once: make a new Thread each time.": (
        "Поток запускается один раз: создавайте каждый раз новый Thread."
    ),
    "A thread cannot wait for itself to end.": "Поток не может ждать собственного завершения.",
    "Call start() of the thread before join().": "Сначала вызовите start() потока, потом join().",
    "`args=` takes a tuple: write a comma after a single argument, `args=(item,)`.": (
        "`args=` принимает кортеж: после единственного аргумента нужна запятая, `args=(item,)`."
    ),
    "Call the `async def` function: write `()` after its name.": (
        "Вызовите функцию `async def`: поставьте `()` после имени."
    ),
    "Write `with`: this one is not asynchronous.": (
        "Напишите `with` без `async`: этот объект не асинхронный."
    ),
    "Is it `async with`?": "Может быть, нужен `async with`?",
    "Is the name of the argument misspelled?": "Нет ли опечатки в имени аргумента?",
    "`await` needs a coroutine: is what it calls `async def`?": (
        "`await` ждёт корутину: объявлена ли эта функция как `async def`?"
    ),
    "This is a coroutine, not its result: is an `await` missing?": (
        "Это корутина, а не её результат: не забыт ли `await`?"
    ),
    "Call the `async def` function: create_task(work()).": (
        "Вызовите функцию `async def`: create_task(work())."
    ),
    "Create it in run(), in the loop that uses it.": (
        "Создавайте это в run(), в том же цикле событий, который этим пользуется."
    ),
    "This part is not written yet: put your code in its place.": (
        "Эта часть ещё не написана: поставьте на её место свой код."
    ),
    "A name that a function assigns anywhere is local to it. Do you mean an attribute, "
    "`self.{name}`?": (
        "Если функция где-нибудь присваивает имени значение, это имя в ней локальное. Может быть, "
        "вы имели в виду атрибут `self.{name}`?"
    ),
    "Is `self.` missing? Write self.{name}.": "Не забыт ли `self.`? Напишите self.{name}.",
    "Add `import {name}` at the top.": "Добавьте в начало `import {name}`.",
    "Is the name misspelled, or its import missing?": (
        "Нет ли в имени опечатки и не забыт ли import?"
    ),
    "Did you mean {name!r}?": "Может быть, {name!r}?",
    "What is before the dot is None here: it is set later, or something has set it back.": (
        "То, что стоит перед точкой, здесь None: значение появляется позже, или его кто-то сбросил."
    ),
    "A checker needs a method {name}().": "Чекеру нужен метод {name}().",
    "Nothing has set self.{name} so far: give it a first value in __init__().": (
        "Атрибуту self.{name} пока ничего не присвоено: задайте начальное значение в __init__()."
    ),
    "An item has an `id` and a method `health()`.": "У элемента есть `id` и метод `health()`.",
    "Is `self` missing? Write it as the first parameter in {where}.": (
        "Не забыт ли `self`? Он должен быть первым параметром ({where})."
    ),
    "Compare the call with the parameters in {where}.": "Сравните вызов с параметрами ({where}).",
    "Write `await` before it, or give it to asyncio.create_task().": (
        "Поставьте перед вызовом `await` или отдайте его asyncio.create_task()."
    ),
    "Look at this line and at the one above it.": "Посмотрите на эту строку и на строку выше.",
    "Write `await asyncio.sleep(...)`.": "Напишите `await asyncio.sleep(...)`.",
    "time.sleep() holds up the whole event loop: write `await asyncio.sleep(...)`.": (
        "time.sleep() останавливает весь цикл событий: напишите `await asyncio.sleep(...)`."
    ),
    "Call its start().": "Вызовите его start().",
    "Has it taken the lock already, or does another thread keep it?": (
        "Может быть, он взял её уже сам или её держит другой поток?"
    ),
    "`target=` takes the function itself: leave out the `()` after its name.": (
        "`target=` принимает саму функцию: уберите `()` после имени."
    ),
    "Let run() only start a task, asyncio.create_task(...), and return.": (
        "Пусть run() только запустит задачу, asyncio.create_task(...), и завершится."
    ),
    "Let run() only start a thread, threading.Thread(...).start(), and return.": (
        "Пусть run() только запустит поток, threading.Thread(...).start(), и завершится."
    ),
    "add() waits for a lock, or for room in a queue: what holds the lock, what empties the "
    "queue?": (
        "add() ждёт блокировку или место в очереди: кто держит блокировку, кто разбирает очередь?"
    ),
    "What stop() waits for does not end: does it notice the stop?": (
        "То, чего ждёт stop(), не завершается: узнаёт ли оно об остановке?"
    ),
    "What is it waiting for?": "Чего ждёт этот вызов?",
    "The loop in {where} awaits nothing, so no other task can run.": (
        "Цикл ({where}) ничего не ждёт, поэтому другие задачи не могут работать."
    ),
    "The code computes without end in {where}, so no other task can run.": (
        "Код считает без конца ({where}), поэтому другие задачи не могут работать."
    ),
    "a library": "в библиотеке",
    "Wait for the next tick in it: `await asyncio.sleep(...)`, say.": (
        "Ждите в нём следующего тика, например через `await asyncio.sleep(...)`."
    ),
}
