using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;

namespace FcnGen.Package.Tests;

/// <summary>The package as its users meet it: packed, referenced by a project outside the repository, built and run.</summary>
public sealed class ConsumerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fcngen-consumer-").FullName;

    [Fact]
    public void A_project_outside_the_repository_declares_a_network_and_runs_it()
    {
        Pack();
        WriteConsumer(declaredOffset: 3);
        (int exit, string output) = Dotnet("run", "--project", Path.Combine(_folder, "consumer"));
        Assert.True(exit == 0, output);
        Assert.Equal("score 5x7, crop 3, min size 1", output.Trim().Split('\n').Last().Trim());

        WriteConsumer(declaredOffset: 4);
        (exit, output) = Dotnet("build", Path.Combine(_folder, "consumer"), "-v", "q");
        Assert.NotEqual(0, exit);
        string[] errors = [.. output.Split('\n').Where(line => line.Contains(": error ")).Select(line => line.Trim()).Distinct()];
        string error = Assert.Single(errors);
        Assert.Matches(@"Net\.cs\(11,(18|27)\): error FCN\d{3}", error); // the argument, or its value
        Assert.Contains("4", error);
        Assert.Contains("3", error);
    }

    private void Pack()
    {
        string project = Path.Combine(RepositoryRoot(), "runtime", "FcnGen", "FcnGen.csproj");
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        (int exit, string output) = Dotnet("pack", project, "-c", configuration, "--no-build", "-o", Path.Combine(_folder, "feed"), "-p:PackageVersion=0.0.1-test");
        Assert.True(exit == 0, output);
    }

    private void WriteConsumer(int declaredOffset)
    {
        string consumer = Directory.CreateDirectory(Path.Combine(_folder, "consumer")).FullName;
        File.WriteAllText(Path.Combine(consumer, "nuget.config"), """
            <configuration>
              <config><add key="globalPackagesFolder" value="../packages" /></config>
              <packageSources><add key="local" value="../feed" /></packageSources>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(consumer, "consumer.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="FcnGen" Version="0.0.1-test" /></ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(consumer, "Net.cs"), $$"""
            using FcnGen;

            [FullyConvNet(Channels = 1)]
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
        File.WriteAllText(Path.Combine(consumer, "Program.cs"), """
            using System;
            using FcnGen;

            using Device device = Device.Cpu(threads: 1);
            using var net = new Net(device);
            var scores = new float[3 * 5 * 7];
            net.Forward(new float[5 * 7], scores, 1, 5, 7);
            var size = net.Description.Sizes(5, 7)[^1];
            Console.WriteLine($"score {size.Height}x{size.Width}, crop {net.Score.CropOffset}, min size {net.Description.MinSize}");
            """);
    }

    private static (int Exit, string Output) Dotnet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The build that runs these tests must not leak its own settings into the consumer's.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    private static string RepositoryRoot()
    {
        for (DirectoryInfo? folder = new(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "FcnGen.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("FcnGen.sln is in no folder above the tests.");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
