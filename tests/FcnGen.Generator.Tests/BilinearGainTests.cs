using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using FcnGen.Generator.Checking;
using FcnGen.Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcnGen.Generator.Tests;

/// <summary>The factor that a warning names is what the cpu device does to a constant picture.</summary>
public class BilinearGainTests
{
    private const int Side = 24;

    [Theory]
    [InlineData(8, 2, true)]
    [InlineData(2, 2, true)]
    [InlineData(4, 3, true)]
    [InlineData(5, 1, true)]
    [InlineData(1, 2, true)]
    [InlineData(7, 3, false)]
    [InlineData(6, 4, false)]
    [InlineData(16, 2, false)]
    public void The_message_names_the_factor_of_the_device(int kernel, int stride, bool isFixed)
    {
        Diagnostic found = Assert.Single(Analysis.Diagnostics(Compilations.Create(Source(kernel, stride, isFixed))));
        Assert.Equal(("FCN027", DiagnosticSeverity.Warning), (found.Id, found.Severity));
        Match factor = Regex.Match(found.GetMessage(CultureInfo.InvariantCulture), "multiplies the scores by ([0-9/]+)(?: to ([0-9/]+), depending on the pixel)?:");
        (float least, float most) = Enlarged(kernel, stride, isFixed);
        Assert.Equal(Number(factor.Groups[1].Value), least, 1e-6);
        Assert.Equal(Number(factor.Groups[2].Success ? factor.Groups[2].Value : factor.Groups[1].Value), most, 1e-6);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    [InlineData(5, 3)]
    [InlineData(6, 3)]
    [InlineData(15, 8)]
    [InlineData(16, 8)]
    [InlineData(63, 32)]
    [InlineData(64, 32)]
    public void A_kernel_that_suits_its_stride_is_left_alone(int kernel, int stride)
    {
        foreach (bool isFixed in new[] { true, false })
        {
            Assert.Empty(Analysis.Diagnostics(Compilations.Create(Source(kernel, stride, isFixed))));
            if (stride > 8) continue; // a larger picture would be wanted, and the rule is the same
            (float least, float most) = Enlarged(kernel, stride, isFixed);
            Assert.Equal((1, 1), (Math.Round(least, 6), Math.Round(most, 6)));
        }
    }

    [Fact]
    public void Only_2s_and_2s_minus_1_suit_a_stride()
    {
        for (int stride = 1; stride <= 40; stride++)
        {
            for (int kernel = 1; kernel <= 90; kernel++)
            {
                Assert.Equal(kernel == 2 * stride || kernel == 2 * stride - 1, BilinearGain.Of(kernel, stride).IsOne);
                Assert.True(BilinearGain.Of(BilinearGain.Matching(kernel, stride), stride).IsOne);
            }
        }
    }

    [Theory]
    [InlineData("[Conv(3)] A; [Deconv(2, Kernel = 8, Stride = 2), Output] Up;")] // other channels: random weights
    [InlineData("[Conv(2)] A; [Deconv(2, Kernel = 8, Stride = 2, Filler = Filler.Msra), Output] Up;")]
    public void A_layer_that_does_not_interpolate_may_have_any_kernel(string layers) =>
        Assert.Empty(Analysis.Diagnostics(Compilations.Create(DiagnosticCase.Net(layers, "[FullyConvNet(Channels = 3, InferenceOnly = true)]"))));

    private static string Source(int kernel, int stride, bool isFixed) => DiagnosticCase.Net(
        $"[Deconv(1, Kernel = {kernel}, Stride = {stride}{(isFixed ? ", Bilinear = true" : "")}), Output] Up;", "[FullyConvNet(Channels = 1, InferenceOnly = true)]");

    private static double Number(string text)
    {
        string[] parts = text.Split('/');
        return double.Parse(parts[0], CultureInfo.InvariantCulture) / (parts.Length == 2 ? double.Parse(parts[1], CultureInfo.InvariantCulture) : 1);
    }

    /// <summary>The least and the greatest value, away from the border, of a picture of ones after the layer.</summary>
    private static (float Least, float Most) Enlarged(int kernel, int stride, bool isFixed)
    {
        using var image = new MemoryStream();
        Assert.True(Compilations.Generate(Compilations.Create(Source(kernel, stride, isFixed))).Emit(image).Success);
        image.Position = 0;
        var context = new AssemblyLoadContext("enlarging", isCollectible: true);
        context.Resolving += (loader, name) => name.Name == "FcnGen" ? loader.LoadFromAssemblyPath(Compilations.RuntimePath) : null;
        Assembly assembly = context.LoadFromStream(image);
        Assembly runtime = context.LoadFromAssemblyPath(Compilations.RuntimePath);

        MethodInfo cpu = runtime.GetType("FcnGen.Device", throwOnError: true)!.GetMethod("Cpu")!;
        using var device = (IDisposable)cpu.Invoke(null, [.. cpu.GetParameters().Select(p => p.DefaultValue)])!;
        using var network = (IDisposable)Activator.CreateInstance(assembly.GetType("Net", throwOnError: true)!, device, 1)!;
        MethodInfo forward = network.GetType().GetMethod("Forward", BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)!;
        object ones = System.Numerics.Tensors.Tensor.Create(Enumerable.Repeat(1f, Side * Side).ToArray(), [(nint)1, 1, Side, Side]);
        object outputs = forward.Invoke(network, [ones])!;
        var up = (System.Numerics.Tensors.Tensor<float>)outputs.GetType().GetProperty("Up")!.GetValue(outputs)!;
        int side = checked((int)up.Lengths[2]);
        var interior = from y in Enumerable.Range(kernel, side - 2 * kernel)
                       from x in Enumerable.Range(kernel, side - 2 * kernel)
                       select up[0, 0, y, x];
        float[] values = [.. interior];
        return (values.Min(), values.Max());
    }
}
