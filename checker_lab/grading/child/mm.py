import os, resource

L = []
F = [2]
W = os.write
G = resource.getrusage


def M(what):
    r = G(resource.RUSAGE_SELF)
    L.append((what, r.ru_minflt, r.ru_stime, r.ru_utime))
    if what == "end":
        W(F[0], (" | ".join(f"{a} {b} {c:.3f} {d:.3f}" for a, b, c, d in L) + "\n").encode())
