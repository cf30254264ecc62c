using System;
using System.IO;
using System.Linq;
using FcnGen.Tests;

namespace FcnGen.Package.Tests;

/// <summary>What is missing to publish a native binary is said by the package's own targets, before anything is compiled.</summary>
public sealed class PublishCheckTests
{
    // The messages are those of such a machine.
    [LinuxX64Fact]
    public void What_is_missing_is_said_at_once()
    {
        using var consumer = new ConsumerProject("FcnGen");
        consumer.Run("dotnet", "restore").Succeeded();
        string bare = BarePath(consumer);

        Check("win-x64", "FCNP001", "Publish on that system");
        Check("linux-x64", "FCNP002", "apt-get install gcc");
        Check("linux-arm64", "FCNP003", "gcc-aarch64-linux-gnu");

        // Android's tools are not Debian's cross compilers.
        File.CreateSymbolicLink(Path.Combine(bare, "gcc"), OnPath("sh"));
        Publish("linux-bionic-arm64").Succeeded();
        Publish("android-arm64").Succeeded();

        RunResult Publish(string runtime) => consumer.Run(
            "/usr/bin/env", $"PATH={bare}", "dotnet", "msbuild", "-t:FcnGenCheckNativePublish", "-p:PublishAot=true", "-p:_IsPublishing=true", $"-p:RuntimeIdentifier={runtime}");

        void Check(string runtime, string code, string advice)
        {
            RunResult result = Publish(runtime);
            Assert.NotEqual(0, result.Exit);
            Assert.Contains($"error {code}: ", result.Output, StringComparison.Ordinal);
            Assert.Contains(advice, result.Output, StringComparison.Ordinal);
        }
    }

    [LinuxX64Fact]
    public void Without_a_linker_a_publish_compiles_nothing()
    {
        using var consumer = new ConsumerProject("FcnGen");
        consumer.Write("Program.cs", "return;\n");
        RunResult publish = consumer.Run("/usr/bin/env", $"PATH={BarePath(consumer)}", "dotnet", "publish", "-c", "Release", "-r", "linux-x64", "-p:PublishAot=true", "-nologo");
        Assert.NotEqual(0, publish.Exit);
        Assert.Contains("error FCNP002: ", Assert.Single(publish.Lines.Where(line => line.Contains(": error ")).Distinct()), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(consumer.Folder, "consumer.dll", SearchOption.AllDirectories));
    }

    /// <summary>A folder with no more programs than the SDK itself needs.</summary>
    private static string BarePath(ConsumerProject consumer)
    {
        string bare = Directory.CreateDirectory(Path.Combine(consumer.Folder, "bare")).FullName;
        foreach (string program in new[] { "sh", "dotnet" }) File.CreateSymbolicLink(Path.Combine(bare, program), OnPath(program));
        return bare;
    }

    private static string OnPath(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, program)).First(File.Exists);
}
