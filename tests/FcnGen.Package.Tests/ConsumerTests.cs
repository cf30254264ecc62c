using System.Linq;

namespace FcnGen.Package.Tests;

/// <summary>The package FcnGen as its users meet it: referenced by a project outside the repository, built and run.</summary>
public sealed class ConsumerTests
{
    [Fact]
    public void A_project_outside_the_repository_declares_a_network_and_runs_it()
    {
        using var consumer = new ConsumerProject("FcnGen");
        WriteNetwork(consumer, declaredOffset: 3);
        consumer.Write("Program.cs", """
            using System;
            using FcnGen;

            using Device device = Device.Cpu(threads: 1);
            using var net = new Net(device);
            var scores = new float[3 * 5 * 7];
            net.Forward(new float[5 * 7], scores, 1, 5, 7);
            var size = net.Description.Sizes(5, 7)[^1];
            Console.WriteLine($"score {size.Height}x{size.Width}, crop {net.Score.CropOffset}, min size {net.Description.MinSize}");
            """);
        Assert.Equal("score 5x7, crop 3, min size 1", consumer.Run("dotnet", "run").Succeeded().Lines[^1]);

        WriteNetwork(consumer, declaredOffset: 4);
        var build = consumer.Run("dotnet", "build", "-v", "q");
        Assert.NotEqual(0, build.Exit);
        string error = Assert.Single(build.Lines.Where(line => line.Contains(": error ")).Distinct());
        Assert.Matches(@"Net\.cs\(11,(18|27)\): error FCN\d{3}", error); // the argument, or its value
        Assert.Contains("4", error);
        Assert.Contains("3", error);
    }

    private static void WriteNetwork(ConsumerProject consumer, int declaredOffset) => consumer.Write("Net.cs", $$"""
        using FcnGen;

        [FullyConvNet(Channels = 1, InferenceOnly = true)]
        public partial class Net
        {
            [Conv(4, Kernel = 3, Pad = 3), Relu] public partial Layer Conv1 { get; }
            [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
            [Score(3)] public partial Layer ScoreFr { get; }
            // Conv1 shifts by -2, the pool by half, the enlargement by one and a half: 3 in all.
            [Deconv(3, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
            [CropToInput(Offset = {{declaredOffset}})] public partial Layer Score { get; }
        }
        """);
}
