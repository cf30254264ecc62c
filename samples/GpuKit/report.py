"""The tables of the kit's results."""

# TFLOP/s of an H100 SXM by its data sheet, dense; other devices are shown without shares.
PEAKS = {"strict": 67.0, "tf32": 495.0}


def write_report(results):
    machine = results["machine"]
    text = ["# FcnGen on a GPU", "", f"{machine.get('description', 'no device')}; {machine.get('date', '')}; commit {machine.get('commit', '')}; `{machine.get('command', '')}`", ""]
    if machine.get("nvidia_smi"):
        text += ["```text", machine["nvidia_smi"], "```", ""]
    text += problems(results) + checks(results) + times(results) + convolutions(results) + starts(results) + assembled(results) + launches(results)
    return "\n".join(text) + "\n"


def table(head, rows):
    return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)] + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows] + [""]


def problems(results):
    found = results["problems"]
    return ["## Problems", ""] + ([f"- {line}" for line in found] if found else ["None."]) + [""]


def checks(results):
    text = []
    operations = results["operations"]
    if operations:
        rows = []
        for net in dict.fromkeys(r["check"] for r in operations):
            for precision in ("strict", "tf32"):
                mine = [r for r in operations if r["check"] == net and r["precision"] == precision]
                if mine:
                    worst = max(mine, key=lambda r: r["error"] / max(r["limit"], 1e-12))
                    rows.append([net, precision, f"{sum(r['ok'] for r in mine)} of {len(mine)}", worst["what"], f"{worst['error']:.1e}", f"{worst['limit']:.0e}"])
        text += ["## Operations, forward and backward, against the cpu device", ""] + table(["network", "precision", "agree", "nearest to its limit", "error", "limit"], rows)
    if results["networks"]:
        rows = [[r["net"], r["precision"], "yes" if r["ok"] else "NO", number(r.get("scores")), number(r.get("labels")), number(r.get("loss")), number(r.get("gradients")), r.get("worst", "")] for r in results["networks"]]
        text += ["## Whole networks against PyTorch in float64 on the CPU", "", "Scores: largest error over largest score. Gradients: norm of the error over the norm, the worst parameter.", ""]
        text += table(["network", "precision", "within limits", "scores", "labels that differ", "loss", "gradients", "worst"], rows)
    return text


def number(value):
    return "-" if value is None else f"{value:.1e}"


def times(results):
    rows = []
    for ours in results["measure"]:
        theirs = {}
        for r in results["torch"]:
            if (r["net"], "%dx%d" % tuple(r["size"]), r["batch"], r["pass"], r["precision"]) == (ours["net"], ours["size"], ours["batch"], ours["pass"], ours["precision"]) and "ms" in r:
                theirs[r["layout"]] = r["ms"]
        best = min(theirs.values()) if theirs else None
        rows.append([ours["net"], ours["size"], ours["batch"], ours["pass"], ours["precision"], f"{ours['median_ms']:.3f}",
                     *(f"{theirs[k]:.3f}" if k in theirs else "-" for k in ("nchw", "nhwc", "compile")), f"{best / ours['median_ms']:.2f}" if best else "-",
                     f"{ours.get('peak_bytes', 0) / 2**20:.0f}", memory(results, ours)])
    head = ["network", "size", "batch", "pass", "precision", "FcnGen ms", "eager NCHW", "eager NHWC", "compiled", "PyTorch best / FcnGen", "FcnGen MiB", "PyTorch MiB"]
    return ["## Times", "", "Medians by events of the device, copies excluded. A ratio above 1: FcnGen is faster.", ""] + table(head, rows) if rows else []


def memory(results, ours):
    found = [r["peak_bytes"] for r in results["torch"] if r["net"] == ours["net"] and "%dx%d" % tuple(r["size"]) == ours["size"] and r["batch"] == ours["batch"]
             and r["pass"] == ours["pass"] and r["precision"] == ours["precision"] and r.get("layout") != "compile" and "peak_bytes" in r]
    return f"{min(found) / 2**20:.0f}" if found else "-"


def sizes(layers, height, width):
    """Height and width of every layer."""
    found = []
    for layer in layers:
        kind = layer["kind"]
        if kind == "Input":
            found.append((height, width))
            continue
        from_ = found[layer["onto"] if layer["onto"] >= 0 else layer["bottoms"][0]]

        def side(axis):
            n, k, s = from_[axis], layer["dilation"][axis] * (layer["kernel"][axis] - 1) + 1, layer["stride"][axis]
            pads = layer["pad"][axis] + layer["pad_end"][axis]
            if kind in ("Conv", "Score", "InnerProduct"):
                return (n + pads - k) // s + 1
            if kind in ("Deconv", "Bilinear"):
                return (n - 1) * s + k - pads
            if kind in ("MaxPool", "AvgPool"):
                full = n + pads - k
                return (-(-full // s) if layer["ceil"] else full // s) + 1
            return n

        found.append((side(0), side(1)))
    return found


def pair(value):
    """Height and width as names of kernels have them."""
    text = [str(v).replace("-", "m") for v in value]
    return text[0] if value[0] == value[1] else "x".join(text)


def by_layer(ours):
    """Forward convolutions with the launches that carry their shape in their names: (layer, gflop, ms, kernel)."""
    height, width = map(int, ours["size"].split("x"))
    shapes = sizes(ours["layers"], height, width)
    launches = ours.get("launches", [])
    at = 0
    rows = []
    for i, layer in enumerate(ours["layers"]):
        if layer["kind"] not in ("Conv", "Score", "InnerProduct"):
            continue
        inputs = ours["layers"][layer["bottoms"][0]]["channels"]
        tag = f"{inputs}_{layer['channels']}_k{pair(layer['kernel'])}s{pair(layer['stride'])}p{pair(layer['pad'])}d{pair(layer['dilation'])}g{layer['groups']}"
        first = next((j for j in range(at, len(launches)) if "_" + tag in launches[j]["kernel"]), None)
        if first is None:
            continue
        # Sums of its parts after it belong to it.
        last = first
        while last + 1 < len(launches) and launches[last + 1]["kernel"].startswith("split_sum"):
            last += 1
        ms = sum(l["ms"] for l in launches[first : last + 1])
        at = last + 1
        gflop = 2e-9 * ours["batch"] * shapes[i][0] * shapes[i][1] * layer["channels"] * (inputs // layer["groups"]) * layer["kernel"][0] * layer["kernel"][1]
        rows.append((layer["name"], gflop, ms, launches[first]["kernel"]))
    return rows


def convolutions(results):
    h100 = "H100" in results["machine"].get("description", "")
    rows = []
    for ours in results["measure"]:
        if ours["pass"] != "forward":
            continue
        for name, gflop, ms, kernel in by_layer(ours):
            rate = gflop / ms  # GFLOP a millisecond is TFLOP a second
            rows.append([ours["net"], ours["size"], ours["batch"], ours["precision"], name, f"{ms:.4f}", f"{rate:.1f}", f"{100 * rate / PEAKS[ours['precision']]:.0f}" if h100 else "-", kernel])
    head = ["network", "size", "batch", "precision", "layer", "ms", "TFLOP/s", "% of peak", "kernel"]
    note = f"Each launch between two events, which adds a few microseconds. Peaks: {PEAKS['strict']} TFLOP/s float32, {PEAKS['tf32']} TF32 (a TF32 run computes layers without a tensor-core tactic in float32)."
    return ["## Convolutions, layer by layer", "", note, ""] + table(head, rows) if rows else []


def starts(results):
    text = []
    if results["cold"]:
        rows = [[r["net"], r["who"], f"{r['process_ms']:.0f}", f"{r.get('open_ms', 0):.0f}", f"{r.get('load_ms', 0):.0f}", f"{r.get('call_1_ms', 0):.0f}"] for r in results["cold"]]
        text += ["## Cold start, 500x500, from starting the process to its end, weights from a file", ""] + table(["network", "program", "process ms", "device ms", "network and weights ms", "first call ms"], rows)
    if results["measure"]:
        rows = [[r["net"], r["size"], r["batch"], r["pass"], r["precision"], *(f"{r.get(k, 0):.2f}" for k in ("call_1_ms", "call_2_ms", "call_3_ms", "call_ms", "new_size_ms", "new_size_again_ms"))] for r in results["measure"]]
        text += ["## Calls, copies included", ""] + table(["network", "size", "batch", "pass", "precision", "first", "second", "third", "median", "first at a new size", "second there"], rows)
    return text


def assembled(results):
    if not results["ptxas"]:
        return []
    rows = [[r["kernel"], r["registers"], r["spills"], r["shared"]] if r["ok"] else [r["kernel"], "FAILED", "", ""] for r in results["ptxas"]]
    return ["## Kernels as ptxas sees them", ""] + table(["kernel", "registers", "spilled bytes", "static shared bytes"], rows)


def launches(results):
    text = []
    for ours in results["measure"]:
        if ours.get("launches") and ours["net"] == "Fcn8s" and ours["batch"] == 1:
            total = sum(l["ms"] for l in ours["launches"])
            rows = [[l["kernel"], l["blocks"], f"{l['ms']:.4f}", f"{100 * l['ms'] / total:.1f}"] for l in ours["launches"]]
            text += [f"## Launches of {ours['net']} {ours['size']}, {ours['pass']}, {ours['precision']}", ""] + table(["kernel", "groups", "ms", "% of all"], rows)
    return text
