using System;
using System.Linq;
using FcnGen.KernelCompiler;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>A generated network with compiled kernels: its inference passes can be captured, and capture what was launched.</summary>
public sealed class CudaNetworkTests : IDisposable
{
    private readonly MockCuda _mock = new();

    public void Dispose() => _mock.Dispose();

    [NeedsFact(Need.Gcc)]
    public void The_kernels_of_a_pass_are_loaded_before_its_first_launch_and_each_once()
    {
        using (CudaDevice device = CudaDevice.Open(0, new CompiledKernels(), Precision.Strict, _mock.Api))
        using (var network = new CompilerNet(device))
        {
            int before = _mock.Log.Length;
            network.Segment(new float[3 * 24 * 20], new byte[24 * 20], 1, 24, 20);
            string[] calls = [.. _mock.Log[before..].Select(line => line.Split(' ')).Where(words => words[0] is "load" or "launch").Select(words => $"{words[0]} {words[1]}")];
            string[] loads = [.. calls.Where(call => call.StartsWith("load", StringComparison.Ordinal))];
            Assert.Equal(loads.Distinct(), loads);

            int firstOfPass = Array.FindIndex(calls, call => call.StartsWith("launch strict_conv", StringComparison.Ordinal));
            int last = Array.FindLastIndex(calls, call => call.StartsWith("load strict_conv", StringComparison.Ordinal) || call.StartsWith("load max_pool", StringComparison.Ordinal));
            Assert.InRange(last, 2, firstOfPass - 1);
        }

        _mock.AssertClean();
    }

    [NeedsTheory(Need.Gcc)]
    [InlineData(Precision.Strict)]
    [InlineData(Precision.Tf32)]
    public void Inference_is_captured_with_the_arguments_of_the_first_run(Precision precision)
    {
        using (CudaDevice device = CudaDevice.Open(0, new CompiledKernels(), precision, _mock.Api))
        using (var network = new CompilerNet(device))
        {
            for (int i = 0; i < 3; i++) network.Segment(new float[3 * 24 * 20], new byte[24 * 20], 1, 24, 20);
            for (int i = 0; i < 3; i++) network.Forward(new float[3 * 24 * 20], new float[5 * 24 * 20], 1, 24, 20);
            Assert.Equal((2, 4, 2), (_mock["captures"], _mock["replays"], device.Graphs));

            string launched = Lines("launch ");
            string[] captured = Lines("capture ").Split("\n");
            Assert.InRange(captured.Length, 8, 40); // two passes of four layers and an output
            Assert.All(captured, line => Assert.Contains(line, launched, StringComparison.Ordinal));
        }

        _mock.AssertClean();

        string Lines(string kind) =>
            string.Join("\n", _mock.Log.Where(line => line.StartsWith(kind, StringComparison.Ordinal)).Select(line => line[kind.Length..]));
    }
}
