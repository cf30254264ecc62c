"""Checks and measures FcnGen on an NVIDIA GPU, beside PyTorch; see docs/gpu-kit.md.

    run.sh [--out DIR] [--seconds N] [--device cuda|opencl] [--program FILE] [PHASE ...]

Phases, in this order: ptxas, operations, networks, measure, torch, compile. Without names, all of them. What fails is reported and the
rest goes on. Writes report.md, results.json and log.txt into DIR (default: $OUT, or ./out). Exit code: 0 all well, 1 a check failed,
2 there is no driver or no such device.
"""
import argparse
import concurrent.futures
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

from report import write_report

HERE = os.path.dirname(os.path.abspath(__file__))
PHASES = ["ptxas", "operations", "networks", "measure", "torch", "compile"]
OPERATIONS = ["AlignedConvolutions", "OddConvolutions", "LargeKernels", "DeepConvolutions", "Pools", "Normalised", "Branches", "LearnedUpsampling", "SampledLoss",
              "Activations", "LearnedActivations", "YesOrNo", "OneAgainstTheRest", "OblongWindows", "Unpoolings", "ContextBranches",
              "ResizedMaps"]

# network, height and width, batch; large enough for every layer, small enough for float64 on a CPU
CHECKED = [("CompactFcn", 93, 118, 2), ("FcnAlexNet", 130, 117, 2), ("Fcn32s", 70, 83, 1), ("Fcn8s", 97, 82, 1)]
# Single maxima and signs of ReLUs that fall the other way weigh most in the gradients of the first layers.
CHECK_LIMITS = {"strict": (1e-4, 2e-2, 5e-3), "tf32": (2e-2, 1.5e-1, 5e-2)}  # scores, gradients, labels that differ

MEASURED = [
    ("Fcn8s", (500, 500), 1, "forward"),
    ("Fcn8s", (500, 500), 1, "training"),
    ("Conv256", (88, 88), 8, "forward"),
    ("Conv512", (44, 44), 8, "forward"),
    ("Conv256", (88, 88), 1, "forward"),
    ("Conv512", (44, 44), 1, "forward"),
    ("FcnAlexNet", (500, 500), 1, "forward"),
    ("FcnAlexNet", (500, 500), 1, "training"),
    ("Fcn32s", (500, 500), 1, "forward"),
    ("Fcn8s", (224, 224), 16, "forward"),
    ("FcnAlexNet", (224, 224), 16, "forward"),
    ("Fcn32s", (224, 224), 16, "forward"),
    ("Fcn32s", (500, 500), 1, "training"),
]
COLD = [("Fcn8s", 500, 500), ("FcnAlexNet", 500, 500)]


class Kit:
    def __init__(self, options):
        self.options = options
        self.deadline = time.time() + options.seconds
        program = options.program or os.path.join(HERE, "FcnGen.GpuKit")
        self.program = ["dotnet", "exec", program] if program.endswith(".dll") else [program]
        self.folder = tempfile.mkdtemp(prefix="fcngen-kit-")
        self.results = {"machine": {}, "ptxas": [], "operations": [], "networks": [], "measure": [], "torch": [], "cold": [], "problems": []}
        os.makedirs(options.out, exist_ok=True)
        self.log = open(os.path.join(options.out, "log.txt"), "w", buffering=1)

    def left(self):
        return self.deadline - time.time()

    def say(self, text):
        print(text, flush=True)
        self.log.write(text + "\n")

    def problem(self, text):
        self.results["problems"].append(text)
        self.say("PROBLEM " + text)

    def save(self):
        with open(os.path.join(self.options.out, "results.json"), "w") as f:
            json.dump(self.results, f, indent=1)
        with open(os.path.join(self.options.out, "report.md"), "w") as f:
            f.write(write_report(self.results))

    def command(self, arguments, seconds):
        """The JSON lines that a command prints, and what went wrong, if anything did."""
        seconds = min(seconds, self.left())
        if seconds < 5:
            return [], "no time left"
        p = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=self.folder)
        try:
            out, err = p.communicate(timeout=seconds)
            wrong = None if p.returncode == 0 else f"exit code {p.returncode}: {err.strip()[-600:]}"
        except subprocess.TimeoutExpired:
            p.kill()
            out, err = p.communicate()
            wrong = f"no end after {seconds:.0f} s: {err.strip()[-300:]}"
        self.log.write(f"$ {' '.join(arguments)}\n{out}{err}\n")
        lines = []
        for line in out.splitlines():
            try:
                lines.append(json.loads(line))
            except json.JSONDecodeError:
                pass
        return lines, wrong

    def ours(self, *arguments, seconds=120, **options):
        options.setdefault("device", self.options.device)
        return self.command([*self.program, *arguments, *(f"{k}={v}" for k, v in options.items())], seconds)

    def twin(self, *arguments, seconds=180):
        return self.command([sys.executable, os.path.join(HERE, "twin.py"), *map(str, arguments)], seconds)

    def description(self, net):
        path = os.path.join(self.folder, net + ".json")
        if not os.path.exists(path):
            _, wrong = self.ours("describe", net, path)
            if wrong:
                raise RuntimeError(f"describe {net}: {wrong}")
        return path

    def weights(self, net):
        path = os.path.join(self.folder, net + ".safetensors")
        if not os.path.exists(path):
            _, wrong = self.ours("weights", net, path)
            if wrong:
                raise RuntimeError(f"weights {net}: {wrong}")
        return path

    # ------------------------------------------------------------ phases

    def start(self):
        """What this machine is; False without a device."""
        machine = self.results["machine"]
        machine["commit"] = read(os.path.join(HERE, "commit.txt"))
        machine["date"] = time.strftime("%Y-%m-%d")
        machine["command"] = "run.sh " + " ".join(sys.argv[1:])
        lines, wrong = self.ours("kernels", os.path.join(self.folder, "ptx"))
        if wrong:
            self.problem("kernels: " + wrong)
        else:
            machine["kernels"] = lines[0]["kernels"]
            self.say(f"The program carries {machine['kernels']} PTX kernels.")
        lines, wrong = self.ours("info", seconds=60)
        if wrong:
            self.problem(f"no {self.options.device} device: {wrong}")
            return False
        machine.update(lines[0])
        self.say(machine["description"])
        try:
            query = "name,driver_version,compute_cap,clocks.sm,clocks.max.sm,power.limit"
            machine["nvidia_smi"] = subprocess.run(["nvidia-smi", "--query-gpu=" + query, "--format=csv"], capture_output=True, text=True, timeout=30).stdout.strip()
        except OSError:
            pass
        return True

    def ptxas(self):
        tool = find_tool("ptxas")
        if tool is None:
            self.problem("ptxas: not found, so registers and spills are not known")
            return
        capability = re.search(r", (\d+)\.(\d+),", self.results["machine"].get("nvidia_smi", ""))
        arch = f"sm_{capability[1]}{capability[2]}" if capability else "sm_90"
        files = sorted(glob.glob(os.path.join(self.folder, "ptx", "*.ptx")))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 4) as pool:
            self.results["ptxas"] = list(pool.map(lambda file: assemble(tool, arch, file), files))
        failed = [r for r in self.results["ptxas"] if not r["ok"]]
        for r in failed[:5]:
            self.problem(f"ptxas {r['kernel']}: {r['message']}")
        spilled = [r["kernel"] for r in self.results["ptxas"] if r["ok"] and r["spills"]]
        self.say(f"ptxas ({arch}): {len(files) - len(failed)} of {len(files)} assembled, {len(spilled)} with spills")

    def operations(self):
        for precision in ("strict", "tf32"):
            for net in OPERATIONS:
                # A process each: a kernel that faults takes the context with it. OpenCL on a processor compiles for minutes.
                lines, wrong = self.ours("operations", seconds=90 if self.options.device == "cuda" else 900, net=net, precision=precision)
                for line in lines:
                    self.results["operations"].append({**line, "precision": precision})
                    if not line["ok"]:
                        self.problem(f"{net} {precision}: {line['what']} is off by {line['error']:.2e}, allowed {line['limit']:.0e}")
                if wrong:
                    self.problem(f"operations {net} {precision}: {wrong}")
            done = [r for r in self.results["operations"] if r["precision"] == precision]
            self.say(f"operations {precision}: {sum(r['ok'] for r in done)} of {len(done)} checks agree")
            self.save()

    def networks(self):
        for net, height, width, batch in CHECKED:
            try:
                description, weights = self.description(net), self.weights(net)
            except RuntimeError as e:
                self.problem(str(e))
                continue
            layers = json.load(open(description))["layers"]
            classes = next(layer["channels"] for layer in layers if layer["output"])
            files = {name: os.path.join(self.folder, name) for name in ("input", "labels", "scores", "gradients")}
            write_inputs(files["input"], files["labels"], batch * layers[0]["channels"] * height * width, batch * height * width, classes)
            for precision in ("strict", "tf32"):
                lines, wrong = self.ours("run", net, weights=weights, size=f"{height}x{width}", batch=batch, precision=precision, seconds=120, **files)
                if wrong or not lines:
                    self.problem(f"run {net} {precision}: {wrong}")
                    continue
                ours = lines[0]
                lines, wrong = self.twin("check", description, weights, *files.values(), batch, height, width, *ours["trained"])
                if wrong:
                    self.problem(f"check {net} {precision}: {wrong}")
                self.judge(net, precision, ours, lines)
            self.save()

    def judge(self, net, precision, ours, lines):
        score_limit, gradient_limit, label_limit = CHECK_LIMITS[precision]
        worst = 0.0
        row = {"net": net, "precision": precision}
        for line in lines:
            if line["what"] == "scores":
                row["scores"], row["labels"] = line["error"], line["labels_differ"]
            elif line["what"] == "loss":
                row["loss"] = abs(ours["loss"] - line["value"]) / abs(line["value"])
            else:
                if not line["error"] <= worst:
                    worst, row["worst"] = line["error"], line["what"]
        row["gradients"] = worst
        row["ok"] = len(lines) > 2 and row.get("scores", 1) <= score_limit and row.get("loss", 1) <= score_limit and worst <= gradient_limit and row.get("labels", 1) <= label_limit
        self.results["networks"].append(row)
        (self.say if row["ok"] else self.problem)(f"{net} {precision} against float64: " + json.dumps(row))

    def measure(self):
        for net, height, width in COLD:
            start = time.time()
            try:
                weights = self.weights(net)
            except RuntimeError as e:
                self.problem(str(e))
                continue
            for who in ("FcnGen", "PyTorch"):
                start = time.time()
                if who == "FcnGen":
                    lines, wrong = self.ours("measure", net, size=f"{height}x{width}", rounds=0, weights=weights, seconds=120)
                else:
                    lines, wrong = self.twin("cold", self.description(net), weights, height, width)
                ms = (time.time() - start) * 1e3
                if wrong:
                    self.problem(f"cold start {net} {who}: {wrong}")
                else:
                    self.results["cold"].append({"net": net, "who": who, "process_ms": ms, **lines[0]})
        for net, (height, width), batch, pass_ in MEASURED:
            for precision in ("strict", "tf32"):
                lines, wrong = self.ours("measure", net, size=f"{height}x{width}", batch=batch, precision=precision, seconds=90, **{"pass": pass_})
                if wrong or not lines:
                    self.problem(f"measure {net} {height}x{width} batch {batch} {pass_} {precision}: {wrong}")
                else:
                    self.results["measure"].append({**lines[0], "layers": layer_list(self.description(net))})
                    self.say(f"{net} {height}x{width} batch {batch} {pass_} {precision}: {lines[0]['median_ms']:.3f} ms")
            self.save()

    def torch(self, layouts=("nchw", "nhwc")):
        jobs = []
        for net, size, batch, pass_ in MEASURED:
            for precision in ("strict", "tf32"):
                for layout in layouts:
                    jobs.append({"key": "|".join([net, f"{size[0]}x{size[1]}", str(batch), pass_, precision, layout]), "file": self.description(net),
                                 "size": size, "batch": batch, "pass": pass_, "precision": precision, "layout": layout, "rounds": 15})
        while jobs and self.left() > 20:
            path = os.path.join(self.folder, "jobs.json")
            with open(path, "w") as f:
                json.dump(jobs, f)
            lines, wrong = self.twin("measure", path, seconds=self.left() - 5)
            done = {line["done"]: line for line in lines if "done" in line}
            started = [line["start"] for line in lines if "start" in line]
            self.results["machine"].update({k: v for line in lines if "machine" in line for k, v in line.items() if k in ("torch", "cuda", "cudnn")})
            for key, line in done.items():
                job = next(j for j in jobs if j["key"] == key)
                self.results["torch"].append({k: job[k] for k in ("size", "batch", "pass", "precision", "layout")} | {"net": key.split("|")[0]} | line)
                if "failed" in line:
                    self.problem(f"PyTorch {key}: {line['failed']}")
            self.save()
            if wrong:
                self.problem(f"PyTorch: {wrong}")
            if not started:
                break
            # What was begun and not finished is what it died of.
            jobs = [job for job in jobs if job["key"] not in started]

    def compile(self):
        self.torch(layouts=("compile",))


def assemble(tool, arch, path):
    kernel = os.path.basename(path)[:-4]
    try:
        p = subprocess.run([tool, "-arch=" + arch, "-v", path, "-o", path[:-4] + ".cubin"], capture_output=True, text=True, timeout=200)
    except subprocess.TimeoutExpired:
        return {"kernel": kernel, "ok": False, "message": "no end after 200 s"}
    text = p.stdout + p.stderr
    if p.returncode != 0:
        return {"kernel": kernel, "ok": False, "message": text.strip()[:800]}

    def number(pattern):
        found = re.search(pattern, text)
        return int(found[1]) if found else 0

    return {"kernel": kernel, "ok": True, "registers": number(r"Used (\d+) registers"), "stack": number(r"(\d+) bytes stack frame"),
            "spills": number(r"(\d+) bytes spill stores") + number(r"(\d+) bytes spill loads"), "shared": number(r"(\d+) bytes smem")}


def find_tool(name):
    places = [shutil.which(name)] + sorted(glob.glob(f"/usr/local/cuda*/bin/{name}"))
    for base in sys.path:
        places += glob.glob(os.path.join(base, "nvidia", "*", "bin", name)) + glob.glob(os.path.join(base, "triton", "backends", "nvidia", "bin", name))
    return next((place for place in places if place and os.path.exists(place)), None)


def read(path):
    try:
        with open(path) as f:
            return f.read().strip()
    except OSError:
        return "unknown"


def layer_list(path):
    with open(path) as f:
        return [{k: layer[k] for k in ("name", "kind", "bottoms", "channels", "kernel", "stride", "pad", "pad_end", "dilation", "groups", "ceil", "crop", "onto")} for layer in json.load(f)["layers"]]


def write_inputs(image, labels, values, pixels, classes):
    """Reproducible inputs without numpy, which the driver script does without: a picture-like range, some pixels ignored."""
    import array
    import random
    source = random.Random(11)
    with open(image, "wb") as f:
        array.array("f", (source.gauss(0, 1) for _ in range(values))).tofile(f)
    with open(labels, "wb") as f:
        f.write(bytes(255 if source.random() < 0.06 else source.randrange(classes) for _ in range(pixels)))


def main():
    parser = argparse.ArgumentParser(description="Checks and measures FcnGen on an NVIDIA GPU.")
    parser.add_argument("--out", default=os.environ.get("OUT") or os.path.join(HERE, "out"))
    parser.add_argument("--seconds", type=float, default=570, help="time for everything (default 570)")
    parser.add_argument("--device", default="cuda", choices=["cuda", "opencl"])
    parser.add_argument("--program", help="FcnGen.GpuKit, or FcnGen.GpuKit.dll where there is .NET; by default beside this file")
    parser.add_argument("phases", nargs="*", metavar="PHASE", help=", ".join(PHASES))
    options = parser.parse_args()
    unknown = [phase for phase in options.phases if phase not in PHASES]
    if unknown:
        parser.error(f"there is no phase {unknown[0]}; there are {', '.join(PHASES)}")
    kit = Kit(options)
    try:
        if not kit.start():
            kit.save()
            kit.say("The kit ends here: it needs a machine with this device and its driver.")
            return 2
        for phase in PHASES:
            if options.phases and phase not in options.phases:
                continue
            begin = time.time()
            try:
                getattr(kit, phase)()
            except Exception as e:  # a phase that fails must not cost the others
                kit.problem(f"{phase}: {type(e).__name__}: {e}")
            kit.say(f"phase {phase}: {time.time() - begin:.0f} s, {kit.left():.0f} s left")
            kit.save()
        print(write_report(kit.results))
        return 1 if kit.results["problems"] else 0
    finally:
        shutil.rmtree(kit.folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
