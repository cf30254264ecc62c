using System;
using System.Linq;
using System.Numerics.Tensors;
using FcnGen.Networks.Tests.Reference;

namespace FcnGen.Networks.Tests;

/// <summary>A loss right on a concatenation of layers with a ReLU.</summary>
[FullyConvNet(Channels = 3)]
public partial class ConcatLossNet
{
    [Conv(2, Kernel = 3, Pad = 1), Relu] public partial Layer A { get; }
    [Conv(3, Kernel = 3, Pad = 1, From = "data"), Relu] public partial Layer B { get; }
    [Concat(nameof(A), nameof(B))] public partial Layer Joined { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>A loss right on a crop that folds into a convolution with a ReLU.</summary>
[FullyConvNet(Channels = 3)]
public partial class FoldedReluLossNet
{
    [Conv(4, Kernel = 3, Pad = 3), Relu] public partial Layer Wide { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>Two crops of one layer, a loss on each.</summary>
[FullyConvNet(Channels = 3)]
public partial class TwoWindowsNet
{
    [Conv(4, Kernel = 3, Pad = 3)] public partial Layer Wide { get; }
    [CropToInput] public partial Layer First { get; }
    [SoftmaxLoss] public partial Layer LossFirst { get; }
    [CropToInput(From = nameof(Wide))] public partial Layer Second { get; }
    [SoftmaxLoss] public partial Layer LossSecond { get; }
}

/// <summary>The last layer joins two bilinear enlargements.</summary>
[FullyConvNet(Channels = 3)]
public partial class ConcatUpsampledNet
{
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool { get; }
    [Conv(2, Kernel = 3, Pad = 9)] public partial Layer A { get; }
    [Deconv(2, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer UpA { get; }
    [CropToInput] public partial Layer CropA { get; }
    [Conv(3, Kernel = 3, Pad = 9, From = nameof(Pool))] public partial Layer B { get; }
    [Deconv(3, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer UpB { get; }
    [CropToInput] public partial Layer CropB { get; }
    [Concat(nameof(CropA), nameof(CropB))] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>Sums, windows, nested concatenations and activations in the combinations that share memory.</summary>
[FullyConvNet(Channels = 3)]
public partial class TangleNet
{
    [Conv(4, Kernel = 3, Pad = 4), Relu] public partial Layer Base { get; }
    [Conv(4, Kernel = 1)] public partial Layer P { get; }
    [Conv(4, Kernel = 1, From = nameof(Base))] public partial Layer Q { get; }
    [Sum(nameof(P), nameof(Base), nameof(Q)), Relu] public partial Layer S { get; }
    [Conv(4, Kernel = 3, From = nameof(S))] public partial Layer D { get; }
    [Crop(Onto = nameof(D), From = nameof(S))] public partial Layer W1 { get; }
    [Sum(nameof(W1), nameof(D)), Relu] public partial Layer R { get; }
    [MaxPool(Kernel = 3, Stride = 1, From = nameof(S)), Relu] public partial Layer M { get; }
    [Concat(nameof(R), nameof(M))] public partial Layer C1 { get; }
    [Conv(2, Kernel = 3, From = nameof(Base)), Relu] public partial Layer E { get; }
    [Concat(nameof(C1), nameof(E)), Relu] public partial Layer C2 { get; }
    [Conv(3, Kernel = 3, From = nameof(C2)), Relu] public partial Layer F { get; }
    [Crop(Onto = nameof(F), From = nameof(C2))] public partial Layer W2 { get; }
    [CropToInput(From = nameof(W2))] public partial Layer W3 { get; }
    [CropToInput(From = nameof(F))] public partial Layer W4 { get; }
    [Concat(nameof(W3), nameof(W4))] public partial Layer C3 { get; }
    [Sum(nameof(C3), nameof(C3))] public partial Layer Twice { get; }
    [Score(3, Filler = Filler.Xavier)] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
    [SoftmaxLoss(From = nameof(W4), Weight = 0.5)] public partial Layer LossDeep { get; }
}

/// <summary>A crop with a ReLU of its own, of a layer that is read elsewhere and of one that is not.</summary>
[FullyConvNet(Channels = 3)]
public partial class CropReluNet
{
    [Conv(4, Kernel = 3, Pad = 3)] public partial Layer Wide { get; }
    [Conv(4, Kernel = 3)] public partial Layer Deep { get; }
    [Crop(Onto = nameof(Deep), From = nameof(Wide)), Relu] public partial Layer Window { get; }
    [Sum(nameof(Window), nameof(Deep))] public partial Layer Fuse { get; }
    [Conv(4, Kernel = 3, Pad = 2)] public partial Layer Last { get; }
    [CropToInput, Relu] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>
/// Networks whose layers share memory in every way that lowering knows, against the layer-by-layer evaluation: scores, labels, losses and
/// the gradient of every parameter.
/// </summary>
public class SharedMemoryTests
{
    private const int Height = 7, Width = 9;

    [Fact]
    public void A_loss_on_a_concatenation_of_activations() => Check(d => new ConcatLossNet(d, 3), 5, (t, x, l) =>
    {
        Map y = t.Concat(t.Conv("a", x, 2, 3, pad: 1, relu: true), t.Conv("b", x, 3, 3, pad: 1, relu: true));
        return (y, t.SoftmaxLoss(y, l, 255, mean: true));
    });

    [Fact]
    public void A_loss_on_a_folded_crop_of_an_activation() => Check(d => new FoldedReluLossNet(d, 3), 4, (t, x, l) =>
    {
        Map y = t.Crop(t.Conv("wide", x, 4, 3, pad: 3, relu: true), 2, x.Height, x.Width);
        return (y, t.SoftmaxLoss(y, l, 255, mean: true));
    });

    [Fact]
    public void Crops_with_an_activation_of_their_own() => Check(d => new CropReluNet(d, 3), 4, (t, x, l) =>
    {
        Map Relu(Map m) => t.Times(m, (c, h, w) => m[c, h, w] > 0 ? 1 : 0);
        Map wide = t.Conv("wide", x, 4, 3, pad: 3);
        Map deep = t.Conv("deep", wide, 4, 3);
        Map last = t.Conv("last", t.Sum((Relu(t.Crop(wide, 1, deep.Height, deep.Width)), 1), (deep, 1)), 4, 3, pad: 2);
        Map y = Relu(t.Crop(last, 2, x.Height, x.Width));
        return (y, t.SoftmaxLoss(y, l, 255, mean: true));
    });

    [Fact]
    public void Two_losses_on_two_windows_of_one_layer() => Check(d => new TwoWindowsNet(d, 3), 4, (t, x, l) =>
    {
        Map wide = t.Conv("wide", x, 4, 3, pad: 3);
        Map a = t.Crop(wide, 2, x.Height, x.Width), b = t.Crop(wide, 2, x.Height, x.Width);
        return (a, t.SoftmaxLoss(a, l, 255, mean: true) + t.SoftmaxLoss(b, l, 255, mean: true));
    });

    [Fact]
    public void Labels_of_a_concatenation_of_enlargements() => Check(d => new ConcatUpsampledNet(d, 3), 5, (t, x, l) =>
    {
        Map pool = t.MaxPool(x, 2, 2);
        Map a = t.Deconv("up_a", t.Conv("a", pool, 2, 3, pad: 9), 2, 4, 2);
        Map b = t.Deconv("up_b", t.Conv("b", pool, 3, 3, pad: 9), 3, 4, 2);
        Map y = t.Concat(t.Crop(a, 17, x.Height, x.Width), t.Crop(b, 17, x.Height, x.Width));
        return (y, t.SoftmaxLoss(y, l, 255, mean: true));
    });

    [Fact]
    public void Sums_windows_and_nested_concatenations() => Check(d => new TangleNet(d, 3), 3, (t, x, l) =>
    {
        Map Relu(Map m) => t.Times(m, (c, h, w) => m[c, h, w] > 0 ? 1 : 0);
        Map b = t.Conv("base", x, 4, 3, pad: 4, relu: true);
        Map s = Relu(t.Sum((t.Conv("p", b, 4, 1), 1), (b, 1), (t.Conv("q", b, 4, 1), 1)));
        Map d = t.Conv("d", s, 4, 3);
        Map r = Relu(t.Sum((t.Crop(s, 1, d.Height, d.Width), 1), (d, 1)));
        Map m = Relu(t.MaxPool(s, 3, 1));
        Map c2 = Relu(t.Concat(t.Concat(r, m), t.Conv("e", b, 2, 3, relu: true)));
        Map f = t.Conv("f", c2, 3, 3, relu: true);
        Map w3 = t.Crop(t.Crop(c2, 1, f.Height, f.Width), 1, x.Height, x.Width);
        Map w4 = t.Crop(f, 1, x.Height, x.Width);
        Map c3 = t.Concat(w3, w4);
        Map y = t.Conv("score", t.Sum((c3, 1), (c3, 1)), 3, 1);
        return (y, t.SoftmaxLoss(y, l, 255, mean: true) + t.SoftmaxLoss(w4, l, 255, mean: true, weight: 0.5));
    }, output: 1);

    private static void Check(Func<Device, Network> create, int classes, Func<Tape, Map, byte[], (Map, double)> evaluate, int output = 0)
    {
        using Device device = Device.Cpu();
        using Network network = create(device);
        var random = new Random(5);
        foreach (Parameter p in network.ParameterSet.All.Where(p => p.Info.Layout == ParameterLayout.Vector))
            p.Write([.. Enumerable.Range(0, (int)p.Info.Count).Select(_ => (float)(random.NextDouble() - 0.4) * 0.2f)]);
        float[] image = [.. Enumerable.Range(0, 3 * Height * Width).Select(_ => (float)(random.NextDouble() * 4 - 2))];
        byte[] labels = [.. Enumerable.Range(0, Height * Width).Select(i => (byte)(i % 7 == 3 ? 255 : random.Next(3)))];
        var tape = new Tape(parameter => [.. network.ParameterSet[parameter].Read().Select(value => (double)value)]);
        var data = new Map(3, Height, Width);
        for (int i = 0; i < image.Length; i++) data.Values[i] = image[i];
        (Map scores, double expected) = evaluate(tape, data, labels);
        tape.Backward();

        int outputIndex = network.Description.Layers.Count(l => l.IsOutput) > 1 ? output : 0;
        var actual = new float[scores.Values.Length];
        network.Forward(image, actual, 1, Height, Width, outputIndex);
        double worstScore = actual.Select((v, i) => Math.Abs(v - scores.Values[i])).Max();
        Assert.True(worstScore < 1e-4, $"scores off by {worstScore}");
        double loss = network.ForwardTraining(image, labels, 1, Height, Width);
        Assert.Equal(expected, loss, 1e-4);
        network.Backward();
        string wrong = "";
        foreach ((string name, Weights weights) in tape.Parameters)
        {
            float[] gradient = [.. network.ParameterSet[name].ReadGradient()];
            double largest = weights.Gradients.Max(Math.Abs);
            double worst = gradient.Select((g, i) => Math.Abs(g - weights.Gradients[i])).Max();
            if (worst > 2e-5 * largest + 1e-9) wrong += $"{name}: off by {worst:G3}, largest {largest:G3}\n";
        }

        Assert.True(wrong.Length == 0, wrong);
        var segmented = new byte[Height * Width];
        network.Segment(image, segmented, 1, Height, Width, outputIndex);
        int plane = Height * Width;
        double Best(int pixel) => Enumerable.Range(0, scores.Channels).Max(c => scores.Values[c * plane + pixel]);
        int bad = Enumerable.Range(0, plane).Count(p => segmented[p] >= scores.Channels || scores.Values[segmented[p] * plane + p] < Best(p) - 1e-4);
        Assert.True(bad == 0, $"{bad} of {plane} pixels have the wrong class");
    }
}
