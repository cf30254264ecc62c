using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using FcnGen.Tests;

namespace FcnGen.Package.Tests;

/// <summary>
/// The package FcnGen.Gpu: a project that does no more than reference it is published as a native binary that carries its network's
/// kernels and runs them.
/// </summary>
public sealed class NativeConsumerTests
{
    [NeedsFact(Need.Linker | Need.OpenCl)]
    public void A_native_binary_carries_its_kernels_and_labels_as_the_cpu_does()
    {
        using var consumer = new ConsumerProject("FcnGen.Gpu");
        consumer.Write("Net.cs", """
            using FcnGen;

            [FullyConvNet(Channels = 3, InferenceOnly = true)]
            public partial class OwnNet
            {
                [Conv(8, Kernel = 3, Pad = 3, Filler = Filler.Gaussian, FillerValue = 0.3), Relu] public partial Layer Conv1 { get; }
                [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
                [Score(5, Filler = Filler.Gaussian, FillerValue = 0.3)] public partial Layer ScoreFr { get; }
                [Deconv(5, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
                [CropToInput] public partial Layer Score { get; }
            }
            """);
        consumer.Write("Program.cs", """
            using System;
            using System.Linq;
            using FcnGen;
            using FcnGen.Gpu;

            switch (args[0])
            {
                case "kernels":
                    foreach (var kernel in EmbeddedKernels.OfProgram()?.Kernels ?? []) Console.WriteLine($"{kernel.Target} {kernel.Name} {kernel.Bytes}");
                    break;
                default:
                    using (Device device = args[0] == "opencl" ? Device.OpenCl() : Device.Cpu(threads: 1))
                    using (var net = new OwnNet(device))
                    {
                        var random = new Random(3);
                        var labels = new byte[21 * 30];
                        net.Segment([.. Enumerable.Range(0, 3 * 21 * 30).Select(_ => random.NextSingle() * 2 - 1)], labels, 1, 21, 30);
                        Console.WriteLine($"{labels.Distinct().Count()} classes: {Convert.ToHexString(labels)}");
                    }

                    break;
            }
            """);
        consumer.Run("dotnet", "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-p:PublishAot=true", "-warnaserror").Succeeded();
        string folder = Path.Combine(consumer.Folder, "bin", "Release", "net10.0", RuntimeInformation.RuntimeIdentifier, "publish");
        string binary = Path.Combine(folder, "consumer" + (OperatingSystem.IsWindows() ? ".exe" : ""));

        string cpu = consumer.Run(binary, "cpu").Succeeded().Output;
        Assert.Matches("^[2-5] classes: ", cpu); // or equal labels would show little
        Assert.Equal(cpu, consumer.Run(binary, "opencl").Succeeded().Output);

        string[] kernels = consumer.Run(binary, "kernels").Succeeded().Lines;
        foreach (string target in new[] { "Ptx", "OpenCl" })
        {
            foreach (string kernel in new[] { "conv_3_8_k3s1p3", "update_momentum", "update_adam", "update_adamw", "sum_of_squares" })
                Assert.Contains(kernels, line => line.StartsWith(target + " ", StringComparison.Ordinal) && line.Contains(kernel, StringComparison.Ordinal));
        }

        // ILGPU and the compiler stay behind.
        Assert.DoesNotContain(Directory.GetFiles(folder), file => Path.GetExtension(file) == ".dll");
        byte[] code = File.ReadAllBytes(binary);
        Assert.True(code.AsSpan().IndexOf(Encoding.UTF8.GetBytes("PTXBackend")) < 0 && code.AsSpan().IndexOf(Encoding.Unicode.GetBytes("ILGPU")) < 0, "The binary has parts of ILGPU.");
        Assert.True(code.Length < 8 << 20, $"The binary has {code.Length} bytes.");

        // Published again with nothing changed, nothing is compiled again.
        var again = consumer.Run("dotnet", "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-p:PublishAot=true", "--no-restore").Succeeded();
        Assert.DoesNotContain("GPU kernels of", again.Output, StringComparison.Ordinal);

        // For a machine of another kind: what the build runs to find the kernels is not of that kind. Fewer kernels, to be done sooner.
        const string Other = "linux-arm64";
        consumer.Run("dotnet", "build", "-c", "Release", "-r", Other, "-p:FcnGenEmbedKernels=true", "-p:UseAppHost=false", "-p:FcnGenPasses=Inference", "-warnaserror").Succeeded();
        Assert.Empty(consumer.Run("dotnet", "msbuild", "-p:PublishAot=true", "-p:RuntimeIdentifier=" + Other, "-getProperty:IlcInstructionSet").Succeeded().Output.Trim());
        Assert.Equal("x86-64-v3", consumer.Run("dotnet", "msbuild", "-p:PublishAot=true", "-p:RuntimeIdentifier=win-x64", "-getProperty:IlcInstructionSet").Succeeded().Output.Trim());
        Assert.Equal("native", consumer.Run("dotnet", "msbuild", "-p:PublishAot=true", "-p:RuntimeIdentifier=win-x64", "-p:IlcInstructionSet=native", "-getProperty:IlcInstructionSet").Succeeded().Output.Trim());

        // A mistake in a network is what it is in any other build, not a failure to find its kernels.
        consumer.Write("Net.cs", """
            using FcnGen;

            [FullyConvNet(Channels = 3)]
            public partial class OwnNet
            {
                [Score(5)] public partial Layer ScoreFr { get; }
                [CropToInput(Offset = 1)] public partial Layer Score { get; }
            }
            """);
        var mistaken = consumer.Run("dotnet", "build", "-c", "Release", "-p:FcnGenEmbedKernels=true");
        Assert.NotEqual(0, mistaken.Exit);
        Assert.Contains("FCN033", Assert.Single(mistaken.Lines.Where(line => line.Contains(": error ")).Distinct()), StringComparison.Ordinal);
    }
}
