"""The networks of the kit in PyTorch, built from the layers that FcnGen.GpuKit describes, and the jobs that compare with them.

    twin.py check NET.json WEIGHTS INPUT LABELS SCORES GRADIENTS BATCH HEIGHT WIDTH TRAINED...   compares with float64 on the CPU
    twin.py cold NET.json WEIGHTS HEIGHT WIDTH                                                    process start to first scores
    twin.py measure JOBS.json                                                                     times of many configurations

Every line of output is a JSON object.
"""
import json
import math
import statistics
import struct
import sys
import time

STARTED = time.time()

import numpy as np
import torch
import torch.nn.functional as F

CONVOLUTIONS = ("Conv", "Score", "InnerProduct")


def say(**line):
    print(json.dumps(line), flush=True)


def read_safetensors(path):
    """Name to float32 array."""
    data = np.memmap(path, np.uint8, "r")
    length = struct.unpack("<Q", data[:8].tobytes())[0]
    header = json.loads(data[8 : 8 + length].tobytes())
    tensors = {}
    for name, info in header.items():
        if name != "__metadata__":
            begin, end = info["data_offsets"]
            tensors[name] = data[8 + length + begin : 8 + length + end].view(np.float32).reshape(info["shape"])
    return tensors


def line(kernel):
    """The weights of bilinear enlargement along one axis."""
    factor = (kernel + 1) // 2
    centre = factor - 1 if kernel % 2 == 1 else factor - 0.5
    return 1 - (torch.arange(kernel, dtype=torch.float64) - centre).abs() / factor


def bilinear(channels, kernel, dtype):
    """The kernel of bilinear enlargement, as a transposed convolution that keeps channels apart."""
    weight = torch.zeros(channels, channels, *kernel, dtype=dtype)
    for c in range(channels):
        weight[c, c] = line(kernel[0])[:, None] * line(kernel[1])[None, :]
    return weight


def padded(x, layer, value=0.0):
    """The map with the layer's padding, and the padding that is left for the layer itself."""
    if layer["pad"] == layer["pad_end"]:
        return x, layer["pad"]
    (top, left), (bottom, right) = layer["pad"], layer["pad_end"]
    return F.pad(x, (left, right, top, bottom), value=value), [0, 0]


def transposed(x, weight, bias, layer, groups):
    """A transposed convolution that cuts what the layer cuts at each side."""
    more = [max(0, p - e) for p, e in zip(layer["pad"], layer["pad_end"])]
    y = F.conv_transpose2d(x, weight, bias, layer["stride"], layer["pad"], more, groups, layer["dilation"])
    cut = [max(0, e - p) for p, e in zip(layer["pad"], layer["pad_end"])]
    return y[:, :, : y.shape[2] - cut[0], : y.shape[3] - cut[1]]


def activate(y, layer):
    """What follows the layer."""
    name, constants = layer["activation"], layer["activation_constants"]
    if not name:
        return y
    if name == "Relu":
        return F.relu(y)
    if name == "LeakyRelu":
        return F.leaky_relu(y, constants[0])
    if name == "Sigmoid":
        return torch.sigmoid(y)
    if name == "Clip":
        return y.clamp(constants[0], constants[1])
    raise NotImplementedError(name)


def mix(x):
    x = x ^ (x >> np.uint32(16))
    x = x * np.uint32(0x85EBCA6B)
    x = x ^ (x >> np.uint32(13))
    x = x * np.uint32(0xC2B2AE35)
    return x ^ (x >> np.uint32(16))


def combine(a, b):
    return mix(mix(a ^ np.uint32(0x85157AF5)) + b)


def dropout_mask(seed, layer, ratio, shape):
    """What FcnGen keeps in the first training pass: a hash of the position in NHWC order."""
    with np.errstate(over="ignore"):
        n, c, h, w = shape
        key = combine(combine(np.uint32(seed), np.uint32(0)), np.uint32(layer))
        counter = np.arange(n * h * w * c, dtype=np.uint32)
        bits = mix(mix(counter + np.uint32(0x9E3779B9)) ^ key)
        kept = bits >= np.uint32(int(np.float32(ratio).astype(np.float64) * 4294967296.0))
        return torch.from_numpy(kept.reshape(n, h, w, c).transpose(0, 3, 1, 2).copy())


class Twin(torch.nn.Module):
    """A network that FcnGen describes."""

    def __init__(self, description, dtype=torch.float32, weights=None):
        super().__init__()
        self.layers = description["layers"]
        self.output = next(i for i, layer in enumerate(self.layers) if layer["output"])
        self.seed = None
        shapes = {p["name"]: p["shape"] for p in description["parameters"]}
        self.values = torch.nn.ParameterDict()
        for layer in self.layers:
            name = layer["name"]
            if layer["kind"] == "Bilinear":
                self.register_buffer("bilinear_" + name, bilinear(layer["channels"], layer["kernel"], dtype))
            for part in ("weight", "bias"):
                full = f"{name}.{part}"
                if full in shapes and layer["kind"] in CONVOLUTIONS + ("Deconv",):
                    value = torch.from_numpy(np.array(weights[full])) if weights else torch.randn(shapes[full]) * math.sqrt(2.0 / max(1, math.prod(shapes[full][1:])))
                    self.values[full.replace(".", "/")] = torch.nn.Parameter(value.to(dtype))

    def parameter(self, layer, part):
        key = f"{layer['name']}/{part}"
        return self.values[key] if key in self.values else None

    def forward(self, x):
        values = []
        for index, layer in enumerate(self.layers):
            bottoms = [values[b] for b in layer["bottoms"]]
            kind = layer["kind"]
            if kind == "Input":
                y = x
            elif kind in CONVOLUTIONS:
                x_, pad = padded(bottoms[0], layer)
                y = F.conv2d(x_, self.parameter(layer, "weight"), self.parameter(layer, "bias"), layer["stride"], pad, layer["dilation"], layer["groups"])
            elif kind == "Deconv":
                y = transposed(bottoms[0], self.parameter(layer, "weight"), self.parameter(layer, "bias"), layer, layer["groups"])
            elif kind == "Bilinear":
                y = transposed(bottoms[0], getattr(self, "bilinear_" + layer["name"]), None, layer, 1)
            elif kind == "MaxPool":
                x_, pad = padded(bottoms[0], layer, -math.inf)
                y = F.max_pool2d(x_, layer["kernel"], layer["stride"], pad, ceil_mode=layer["ceil"])
            elif kind == "AvgPool":
                x_, pad = padded(bottoms[0], layer)
                y = F.avg_pool2d(x_, layer["kernel"], layer["stride"], pad, ceil_mode=layer["ceil"])
            elif kind == "Lrn":
                y = F.local_response_norm(bottoms[0], 5, 0.0001, 0.75, 1.0)
            elif kind == "Crop":
                target = values[layer["onto"]]
                top, left = layer["crop"]
                y = bottoms[0][:, :, top : top + target.shape[2], left : left + target.shape[3]]
            elif kind == "Sum":
                y = bottoms[0] + bottoms[1]
            elif kind == layer["activation"]:
                y = bottoms[0]
            elif kind == "Dropout":
                y = self.drop(bottoms[0], index, layer["dropout"])
            elif kind == "SoftmaxLoss":
                y = None
            else:
                raise NotImplementedError(kind)
            y = y if y is None else activate(y, layer)
            if layer["dropout"] and kind != "Dropout":
                y = self.drop(y, index, layer["dropout"])
            values.append(y)
        return values[self.output]

    def drop(self, y, index, ratio):
        if self.seed is None:
            return F.dropout(y, ratio, self.training)
        if not self.training:
            return y
        return y * dropout_mask(self.seed, index, ratio, y.shape).to(y.dtype) / (1 - ratio)


def load(path):
    with open(path) as f:
        return json.load(f)


def loss_of(scores, labels, mean=False):
    """What the published VGG networks use: a sum over the pixels of a picture; the others take the mean."""
    total = F.cross_entropy(scores, labels, ignore_index=255, reduction="mean" if mean else "sum")
    return total if mean else total / scores.shape[0]


def check(net, weights, image, labels, scores, gradients, batch, height, width, *trained):
    description = load(net)
    batch, height, width = int(batch), int(height), int(width)
    channels = description["layers"][0]["channels"]
    model = Twin(description, torch.float64, read_safetensors(weights))
    model.seed = 1
    x = torch.from_numpy(np.fromfile(image, np.float32).reshape(batch, channels, height, width)).double()
    model.eval()
    with torch.no_grad():
        expected = model(x)
    found = torch.from_numpy(np.fromfile(scores, np.float32)).double().reshape(expected.shape)
    say(what="scores", error=((found - expected).abs().max() / expected.abs().max()).item(),
        labels_differ=(found.argmax(1) != expected.argmax(1)).double().mean().item(), finite=bool(found.isfinite().all()))
    model.train()
    truth = torch.from_numpy(np.fromfile(labels, np.uint8).reshape(batch, height, width)).long()
    loss = loss_of(model(x), truth, mean=description["name"] in ("CompactFcn", "FcnAlexNet"))
    loss.backward()
    say(what="loss", value=loss.item())
    all_found = np.fromfile(gradients, np.float32)
    at = 0
    for name in trained:
        expected = model.values[name.replace(".", "/")].grad
        count = expected.numel()
        found = torch.from_numpy(all_found[at : at + count]).double().reshape(expected.shape)
        at += count
        say(what="gradient " + name, error=((found - expected).norm() / expected.norm().clamp_min(1e-30)).item())


def cold(net, weights, height, width):
    description = load(net)
    model = Twin(description, weights=read_safetensors(weights)).eval().cuda()
    x = torch.randn(1, description["layers"][0]["channels"], int(height), int(width), device="cuda")
    with torch.no_grad():
        model(x).cpu()
    say(since_import_ms=(time.time() - STARTED) * 1e3)


def median_ms(run, rounds):
    for _ in range(3):
        run()
    torch.cuda.synchronize()
    times = []
    for _ in range(rounds):
        a, b = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        a.record()
        run()
        b.record()
        torch.cuda.synchronize()
        times.append(a.elapsed_time(b))
    return statistics.median(times)


def measure_one(job):
    torch.backends.cudnn.benchmark = True
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = job["precision"] == "tf32"
    description = load(job["file"])
    height, width = job["size"]
    memory = torch.contiguous_format if job["layout"] == "nchw" else torch.channels_last
    torch.manual_seed(1)
    model = Twin(description).cuda().to(memory_format=memory)
    x = torch.randn(job["batch"], description["layers"][0]["channels"], height, width, device="cuda").contiguous(memory_format=memory)
    start = time.time()
    run_model = torch.compile(model) if job["layout"] == "compile" else model
    torch.cuda.reset_peak_memory_stats()
    if job["pass"] == "training":
        model.train()
        with torch.no_grad():
            shape = model(x).shape
        labels = torch.randint(0, shape[1], (shape[0], shape[2], shape[3]), device="cuda")

        def run():
            model.zero_grad(set_to_none=True)
            loss_of(run_model(x), labels).backward()
    else:
        model.eval()

        def run():
            with torch.no_grad():
                run_model(x)
    run()
    torch.cuda.synchronize()
    first = (time.time() - start) * 1e3
    ms = median_ms(run, job["rounds"])
    return {"ms": ms, "first_ms": first, "peak_bytes": torch.cuda.max_memory_allocated()}


def measure(path):
    p = torch.cuda.get_device_properties(0)
    say(machine=p.name, processors=p.multi_processor_count, torch=torch.__version__, cuda=torch.version.cuda, cudnn=torch.backends.cudnn.version())
    for job in load(path):
        say(start=job["key"])
        try:
            say(done=job["key"], **measure_one(job))
        except Exception as e:  # one configuration that fails must not cost the others
            say(done=job["key"], failed=f"{type(e).__name__}: {str(e)[:300]}")
        torch.cuda.empty_cache()
        torch.compiler.reset()


if __name__ == "__main__":
    {"check": check, "cold": cold, "measure": measure}[sys.argv[1]](*sys.argv[2:])
