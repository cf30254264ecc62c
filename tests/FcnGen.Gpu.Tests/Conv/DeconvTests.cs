using FcnGen.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>Strict transposed convolutions, learned enlargements above all, forward and backward, on OpenCL.</summary>
public sealed class DeconvTests
{
    [NeedsFact(Need.OpenCl)]
    public void Factor_2() => new DeconvCase(2, 4, 5).Check<ConvOf<N8, N8, N4, N2, N1, N1, N1>>(DeviceKind.OpenCl);

    [NeedsFact(Need.OpenCl)]
    public void Factor_2_in_two_groups_cropped() =>
        new DeconvCase(1, 4, 3, 1, 2, Placement.AlignedView).Check<ConvOf<N8, N16, N4, N2, N0, N1, N2>>(DeviceKind.OpenCl);

    [NeedsFact(Need.OpenCl)]
    public void Factor_4_on_strided_views() => new DeconvCase(1, 3, 4, Placement: Placement.Strided).Check<ConvOf<N5, N3, N8, N4, N2, N1, N1>>(DeviceKind.OpenCl);

    [NeedsFact(Need.OpenCl)]
    public void Factor_8_of_21_classes() => new DeconvCase(1, 2, 3, 3, 5).Check<ConvOf<N21, N21, N16, N8, N4, N1, N1>>(DeviceKind.OpenCl);

    [NeedsFact(Need.OpenCl)]
    public void Factor_8_in_four_groups() => new DeconvCase(1, 2, 3).Check<ConvOf<N4, N4, N16, N8, N4, N1, N4>>(DeviceKind.OpenCl);

    [NeedsFact(Need.OpenCl)]
    public void Factor_32_cropped() => new DeconvCase(1, 2, 2, 21, 30).Check<ConvOf<N2, N2, N64, N32, N7, N1, N1>>(DeviceKind.OpenCl);
}
