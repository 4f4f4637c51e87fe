"""What the probes of add() saw, in Russian, by the English templates."""

__all__ = ["ADDING"]

ADDING: dict[str, str] = {
    "both items with the id 'a' are checked from then on": (
        "после этого проверяются оба элемента с id 'a'"
    ),
    "{items} was added and not checked in {passes} passes": (
        "элемент {items} добавлен, но за {passes:проход|прохода|проходов} ни разу не проверен"
    ),
    "add() had not returned, while others added too": (
        "add() не завершился, пока элементы добавляли и другие потоки"
    ),
    "add() of item {number} before run() had not returned after {seconds:.1f} s, although "
    "nothing else ran: is that a queue with a limit, which nothing empties before run()?": (
        "add() элемента номер {number} до run() не завершился за {seconds:.1f} с, хотя больше "
        "ничего не работало: может быть, это очередь ограниченного размера, которую до run() никто "
        "не разбирает?"
    ),
    "add() of item {number} before run() raised {error}": (
        "add() элемента номер {number} до run(): ошибка {error}"
    ),
    "add() of item {number} during a run had not returned after {seconds:.1f} s, although "
    "no other add() ran": (
        "add() элемента номер {number} во время проверок не завершился за {seconds:.1f} с, хотя "
        "другой add() в это время не работал"
    ),
    "add() of item {number} during a run raised {error}, although no other add() ran": (
        "add() элемента номер {number} во время проверок: ошибка {error}, хотя другой add() в это "
        "время не работал"
    ),
    "add() raised {error}, while others added too": (
        "add(): ошибка {error}, пока элементы добавляли и другие потоки"
    ),
    "all {total} added items were checked": "все добавленные элементы проверены: {total}",
    "another add() ran while one was in the middle of this line": (
        "пока этот add() был посреди строки, работал другой"
    ),
    "of {total:added item|added items}{which}, {count} got no check in the next "
    "{passes:pass|passes}: {names}": (
        "из {total:добавленного элемента|добавленных элементов|добавленных элементов}{which} "
        "{count:не проверен|не проверены|не проверено} за {passes:следующий проход|следующих "
        "прохода|следующих проходов}: {names}"
    ),
    "of {total:added item|added items}{which}, {count} got no check in {seconds:.1f} s: {names}": (
        "из {total:добавленного элемента|добавленных элементов|добавленных элементов}{which} "
        "{count:не проверен|не проверены|не проверено} за {seconds:.1f} с: {names}"
    ),
    "of {total:added item|added items}{which}, {count} got no check, and no more passes came: "
    "{names}": (
        "из {total:добавленного элемента|добавленных элементов|добавленных элементов}{which} "
        "{count:не проверен|не проверены|не проверено}, и проходов больше не было: {names}"
    ),
    " that were added without a break": " (добавлены подряд, без пауз)",
    "of {total:added item|added items}, {count:was|were} checked at first, and then left out of "
    "{passes:pass|passes}: {names}": (
        "из {total:добавленного элемента|добавленных элементов|добавленных элементов} "
        "{count:сначала проверялся, а потом пропущен|сначала проверялись, а потом "
        "пропущены|сначала проверялись, а потом пропущены} ({passes:проход|прохода|проходов}): "
        "{names}"
    ),
    "{names} and {more} more": "{names} и ещё {more}",
    "{count:item was|items were} added without a break, and the next add() raised {error}": (
        "{count:элемент добавлен|элемента добавлены|элементов добавлены} подряд, без пауз, и "
        "следующий add(): ошибка {error}"
    ),
    "even if nothing is added during the run, not every item is checked twice in "
    "{seconds:.1f} s, with an interval of {interval:g} s: see first-pass and repeats": (
        "даже если во время проверок ничего не добавлять, не каждый элемент проверяется дважды за "
        "{seconds:.1f} с при интервале {interval:g} с: см. first-pass и repeats"
    ),
    "{item!r} was checked only once in {count:interval|intervals}": (
        "элемент {item!r} за {count:интервал|интервала|интервалов} проверен только один раз"
    ),
    "the order of moves is not the reason: {what}": "порядок ходов ни при чём: {what}",
    "{thread}'s add() of {item!r} raised {error}": (
        "{thread}: add() элемента {item!r}: ошибка {error}"
    ),
    "add() of an item with an id that was there already did not return": (
        "add() элемента с уже занятым id не завершился"
    ),
    "add() of an item with an id that was there already raised {error}": (
        "add() элемента с уже занятым id: ошибка {error}"
    ),
    "an item with an id that was there already was added {when}, and in the passes after "
    "that both were checked, the old one and the new one": (
        "элемент с уже занятым id добавлен {when}, и в следующих проходах проверялись оба, "
        "старый и новый"
    ),
    "an item with an id that was there already was added {when}, and in the passes after "
    "that neither it nor the old one was checked": (
        "элемент с уже занятым id добавлен {when}, и в следующих проходах не проверялся ни он, "
        "ни старый"
    ),
    "an item with an id that was there already was added {when}, and in the passes after "
    "that the old one was checked and the new one was not": (
        "элемент с уже занятым id добавлен {when}, и в следующих проходах проверялся старый, а "
        "не новый"
    ),
    "before run()": "до run()",
    "during a run": "во время проверок",
    "each time, only one item of an id was checked from then on": (
        "каждый раз после этого проверялся только один элемент с таким id"
    ),
    "{adders} items with one id were added at the same moment, and {count} of them were "
    "checked in the passes after that, instead of one": (
        "одновременно добавлено элементов с одним id: {adders}; в следующих проходах вместо одного "
        "из них проверялось {count}"
    ),
    "one of them does not end": "один из потоков не завершается",
    "with one add() alone it says: {reason}": "уже с одним add(): {reason}",
    "{game}: its schedules cannot be played ({why})": (
        "{game}: чередования не воспроизвести ({why})"
    ),
    "{game}: none of {explored:schedule|schedules} loses": (
        "{game}: перебрано {explored:чередование|чередования|чередований}, ни одно не ломает "
        "программу"
    ),
    "{game}: of {explored:schedule|schedules}, {losing:loses|lose}; in the shortest, {what}": (
        "{game}: из {explored:чередования|чередований|чередований} {losing:ломает|ломают|ломают} "
        "программу; в самом коротком: {what}"
    ),
    "{thread} raised {error}": "{thread}: ошибка {error}",
    "no schedules were played: loading the code takes too long for that": (
        "чередования не перебирались: код слишком долго загружается"
    ),
    "a check that hung held up the passes: see repeats": (
        "зависшая проверка задержала проходы: см. repeats"
    ),
    "add() during a run moved the passes: {fault}": (
        "add() во время проверок сдвинул проходы: {fault}"
    ),
    "add() of {item!r}, during a run, had not returned after {seconds:.1f} s: what does it "
    "wait for?": (
        "add() элемента {item!r} во время проверок не завершился за {seconds:.1f} с: чего он ждёт?"
    ),
    "after add() during a run no further pass came: {fault}": (
        "после add() во время проверок проходов больше не было: {fault}"
    ),
    "after add() during a run, {fault}": "после add() во время проверок: {fault}",
    "all {count:item|items} that were added during the run were checked from the next pass on": (
        "все добавленные во время проверок элементы ({count}) проверялись начиная со следующего "
        "прохода"
    ),
    "{item!r} was added {added:.2f} s after run(), and the next pass came {due:.2f} s after "
    "run(), but it was not checked in {waited:.1f} s": (
        "элемент {item!r} добавлен через {added:.2f} с после run(), следующий проход был через "
        "{due:.2f} с, но за {waited:.1f} с элемент не проверен"
    ),
    "{item!r} was added {added:.2f} s after run(), and the next pass came {due:.2f} s after "
    "run(), but its first check only {first:.2f} s after run()": (
        "элемент {item!r} добавлен через {added:.2f} с после run(), следующий проход был через "
        "{due:.2f} с, а первая его проверка — только через {first:.2f} с"
    ),
    "{trouble}, for {item!r}": "{trouble} (элемент {item!r})",
    "add() of an item with the id {id!r} again": "ещё один add() элемента с id {id!r}",
    "add() of {count:item|items} with the id {id!r}, at the same moment": (
        "одновременный add(): {count:элемент|элемента|элементов} с id {id!r}"
    ),
    "add() of {count:item|items} {when}": "add(): {count:элемент|элемента|элементов} {when}",
    "adding": "добавление",
    "adding while it runs": "добавление во время проверок",
    "between two passes": "между проходами",
    "during a pass": "во время прохода",
    "item {number} with the id {id!r}: {spans}": "элемент {number} с id {id!r}: {spans}",
    "never checked": "ни разу не проверен",
    "playing schedules of {game}": "перебор чередований ({game})",
    "schedule: {names}": "чередование: {names}",
    "watching the checks": "наблюдение за проверками",
    "watching which items are checked": "наблюдение за тем, какие элементы проверяются",
}
