using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace FcnGen.Package.Tests;

/// <summary>What is missing to publish a native binary is said by the package's own targets, before anything is compiled.</summary>
public sealed class PublishCheckTests
{
    [Fact]
    public void What_is_missing_is_said_at_once()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64) return; // the messages below are those of such a machine
        using var consumer = new ConsumerProject("FcnGen");
        consumer.Run("dotnet", "restore").Succeeded();

        string bare = Directory.CreateDirectory(Path.Combine(consumer.Folder, "bare")).FullName;
        foreach (string program in new[] { "sh", "dotnet" }) File.CreateSymbolicLink(Path.Combine(bare, program), OnPath(program));

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

    private static string OnPath(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, program)).First(File.Exists);
}
