using System;

namespace FcnGen.Samples.Quickstart;

/// <summary>What the command line says.</summary>
internal sealed record QuickstartOptions
{
    /// <summary>Real pictures; null to draw some.</summary>
    public string? Data { get; init; }

    /// <summary>What the labels of <see cref="Data"/> mean.</summary>
    public required LabelReading Labels { get; init; }

    /// <summary>Training time in minutes, where the user fixed it.</summary>
    public double? Minutes { get; init; }

    /// <summary>Steps, where the user fixed them.</summary>
    public int? Iterations { get; init; }

    /// <summary>Seed of everything random.</summary>
    public int Seed { get; init; }

    /// <summary>Opens the device to run on.</summary>
    public required Func<Device> OpenDevice { get; init; }

    /// <summary>Folder for results.</summary>
    public required string Output { get; init; }

    /// <summary>Whether that folder may hold other things, which may be overwritten.</summary>
    public bool Force { get; init; }
}
