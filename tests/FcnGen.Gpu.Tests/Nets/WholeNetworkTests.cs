using System;
using System.Linq;
using FcnGen.Networks.Tests.Reference;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests.Nets;

/// <summary>
/// Whole thin networks on OpenCL against the evaluation in double precision and against the CPU device: scores, labels, losses, and the
/// gradient of every parameter.
/// </summary>
public sealed class WholeNetworkTests
{
    public static TheoryData<string, int, int> Thin
    {
        get
        {
            var data = new TheoryData<string, int, int>();
            foreach (NetworkCase network in ThinCases.All)
                foreach ((int height, int width) in new[] { (37, 53), (1, 1) }) data.Add(network.Name, height, width);
            return data;
        }
    }

    public static TheoryData<string> SharedMemory => [.. SharedMemoryCases.All.Select(network => network.Name)];

    [NeedsTheory(Need.OpenCl)]
    [MemberData(nameof(Thin))]
    public void Thin_networks_agree(string name, int height, int width) =>
        Agree(ThinCases.All.Single(network => network.Name == name), GpuDevices.Get(DeviceKind.OpenCl), height, width);

    [NeedsTheory(Need.OpenCl)]
    [MemberData(nameof(SharedMemory))]
    public void Networks_whose_layers_share_memory_agree(string name) =>
        Agree(SharedMemoryCases.All.Single(network => network.Name == name), GpuDevices.Get(DeviceKind.OpenCl), 7, 9);

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 7, 9)]
    [InlineData(DeviceKind.Ptx, 3, 4)]
    public void A_network_of_oblong_windows_agrees(DeviceKind kind, int height, int width) =>
        Agree(OblongCase.All, GpuDevices.Get(kind), height, width);

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 7, 9)]
    [InlineData(DeviceKind.Ptx, 3, 4)]
    public void A_network_with_every_activation_agrees(DeviceKind kind, int height, int width) =>
        Agree(ActivationCases.Every, GpuDevices.Get(kind), height, width);

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 7, 9)]
    [InlineData(DeviceKind.Ptx, 3, 4)]
    [InlineData(DeviceKind.Ilgpu, 2, 3)]
    public void A_network_with_prelu_agrees(DeviceKind kind, int height, int width) =>
        Agree(PReluCases.Every, GpuDevices.Get(kind), height, width);

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 7, 9)]
    [InlineData(DeviceKind.Ptx, 3, 4)]
    public void A_network_with_unpoolings_agrees(DeviceKind kind, int height, int width) =>
        Agree(UnpoolCases.SegNet, GpuDevices.Get(kind), height, width);

    [NeedsFact(Need.OpenCl)]
    public void Unpoolings_that_share_memory_agree() => Agree(UnpoolCases.Tangle, GpuDevices.Get(DeviceKind.OpenCl), 7, 9);

    [NeedsFact(Need.OpenCl)]
    public void A_network_with_prepared_values_agrees() => Agree(PreparedCase.All, GpuDevices.Get(DeviceKind.OpenCl), 7, 9);

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 7, 9)]
    [InlineData(DeviceKind.Ptx, 3, 4)]
    [InlineData(DeviceKind.Ilgpu, 2, 3)]
    public void A_network_with_means_of_maps_agrees(DeviceKind kind, int height, int width) =>
        Agree(ContextCases.Context, GpuDevices.Get(kind), height, width);

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 7, 9)]
    [InlineData(DeviceKind.Ptx, 3, 4)]
    [InlineData(DeviceKind.Ilgpu, 2, 3)]
    public void A_network_with_resized_maps_agrees(DeviceKind kind, int height, int width) =>
        Agree(ContextCases.Resized, GpuDevices.Get(kind), height, width);

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 7, 9)]
    [InlineData(DeviceKind.Ptx, 3, 4)]
    [InlineData(DeviceKind.Ilgpu, 2, 3)]
    public void Networks_with_sigmoid_losses_agree(DeviceKind kind, int height, int width)
    {
        Assert.Equal(4, SigmoidCases.All.Count);
        foreach (NetworkCase network in SigmoidCases.All) Agree(network, GpuDevices.Get(kind), height, width);
    }

    [NeedsFact(Need.OpenCl)]
    public void A_network_with_prelu_on_a_layer_that_others_read_agrees() => Agree(PReluCases.Branched, GpuDevices.Get(DeviceKind.OpenCl), 7, 9);

    [NeedsFact(Need.OpenCl)]
    public void A_branched_network_with_two_inputs_and_two_heads_agrees() => BranchedCase.Check(GpuDevices.Get(DeviceKind.OpenCl));

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, Precision.Strict, 9, 11)]
    [InlineData(DeviceKind.Ptx, Precision.Strict, 5, 6)]
    [InlineData(DeviceKind.Ilgpu, Precision.Strict, 2, 3)]
    public void A_small_network_agrees_on_every_device(DeviceKind kind, Precision precision, int height, int width) =>
        Agree(SmallCase.Network, GpuDevices.Get(kind, precision), height, width);

    [Fact]
    public void A_small_network_agrees_on_tensor_cores() =>
        SmallCase.Network.Check(GpuDevices.Get(DeviceKind.Ptx, Precision.Tf32), 5, 6, tolerance: 4e-3);

    [NeedsFact(Need.OpenCl)]
    public void A_repeated_training_step_gives_the_same_bits()
    {
        NetworkCase network = ThinCases.All[2];
        NetworkRun first = network.Run(GpuDevices.Get(DeviceKind.OpenCl), 9, 14);
        NetworkRun second = network.Run(GpuDevices.Get(DeviceKind.OpenCl), 9, 14);
        Assert.Equal(BitConverter.DoubleToInt64Bits(first.Loss), BitConverter.DoubleToInt64Bits(second.Loss));
        Assert.Equal(Bits(first.Scores), Bits(second.Scores));
        Assert.Equal(first.Labels, second.Labels);
        Assert.NotEmpty(first.Gradients);
        foreach ((string name, float[] gradient) in first.Gradients) Assert.Equal(Bits(gradient), Bits(second.Gradients[name]));
    }

    private static void Agree(NetworkCase network, Device device, int height, int width)
    {
        NetworkRun run = network.Check(device, height, width);
        using Device cpu = Device.Cpu();
        NetworkRun expected = network.Run(cpu, height, width);
        Closeness.Check(Doubles(expected.Scores), run.Scores, Closeness.Tolerance, "scores of the CPU");
        Assert.Equal(expected.Loss, run.Loss, Math.Abs(expected.Loss) * 1e-5 + 1e-7);
        Assert.NotEmpty(expected.Gradients);
        foreach ((string name, float[] gradient) in expected.Gradients)
            Closeness.Check(Doubles(gradient), run.Gradients[name], 2 * Closeness.Tolerance, $"gradient of {name} on the CPU");
    }

    private static double[] Doubles(float[] values) => Array.ConvertAll(values, value => (double)value);

    private static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);
}
