namespace FcnGen.Package.Tests;

/// <summary>Projects whose folder has signs in its name that shells and MSBuild read in their own way.</summary>
public sealed class OddPathTests
{
    [Fact]
    public void Kernels_are_embedded_wherever_the_project_lies()
    {
        // The SDK itself does not build below a folder with a double quote or a semicolon in its name.
        const string name = "R&D $HOME 'quoted' `tick` (1) 50% #1";
        using var consumer = new ConsumerProject("FcnGen.Gpu", folder: name);
        consumer.Write("Net.cs", """
            using FcnGen;

            [FullyConvNet(Channels = 1)]
            public partial class OwnNet
            {
                [Score(2)] public partial Layer ScoreFr { get; }
                [CropToInput] public partial Layer Score { get; }
            }
            """);
        consumer.Write("Program.cs", """
            using System;
            using System.Linq;
            using FcnGen.Gpu;

            Console.WriteLine(EmbeddedKernels.OfProgram()?.Kernels.Count() ?? 0);
            """);
        RunResult run = consumer.Run("dotnet", "run", "-p:FcnGenEmbedKernels=true", "-p:FcnGenPasses=Inference").Succeeded();
        Assert.True(int.Parse(run.Lines[^1]) > 0, run.Output);
    }
}
