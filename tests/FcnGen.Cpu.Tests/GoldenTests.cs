using System;
using System.Collections.Generic;
using FcnGen.CompilerServices;
using FcnGen.Tests;

namespace FcnGen.Cpu.Tests;

/// <summary>Outputs that Caffe itself computed. Its example layers have oblong kernels, strides and pads.</summary>
public sealed class GoldenTests
{
    private const double Tolerance = 1e-4;

    [SharedFact(Goldens.Folder)]
    public void Grouped_convolution()
    {
        using var bench = new Bench(2);
        Array4 x = Goldens.Npy("blob.npy");
        Array4 expected = Goldens.Npy("layer_convolution.npy");
        IReadOnlyList<float[]> blobs = Goldens.Blobs("layer_convolution.caffemodel");
        Array4 weight = Array4.Of(blobs[0], 12, 2, 4, 5);
        double[] bias = Array.ConvertAll(blobs[1], value => (double)value);
        var reference = new ConvReference(6, 12, 4, 5, 2, 3, 0, 1, 1, 1, 3);
        Close.Check(expected, reference.Forward(x, weight, bias, 36, 37), Tolerance, "reference");

        TestConv.Set(reference);
        using Parameter parameter = bench.Parameter(weight, ParameterLayout.Conv, 3);
        using Parameter biasParameter = bench.Parameter(Array4.Of(blobs[1], 1, 12, 1, 1), ParameterLayout.Vector);
        Blob y = bench.Blob(2, 12, 36, 37, false);
        bench.Kernels.Conv<TestConv, Bias<Store>>(bench.Place(x, true), parameter, biasParameter, y, false);
        Close.Check(expected, bench.Read(y), Tolerance, "kernel");
    }

    [SharedFact(Goldens.Folder)]
    public void Grouped_transposed_convolution()
    {
        using var bench = new Bench(2);
        Array4 x = Goldens.Npy("layer_deconvolution.input.npy");
        Array4 expected = Goldens.Npy("layer_deconvolution.npy");
        IReadOnlyList<float[]> blobs = Goldens.Blobs("layer_deconvolution.caffemodel");
        Array4 weight = Array4.Of(blobs[0], 12, 4, 4, 5);
        double[] bias = Array.ConvertAll(blobs[1], value => (double)value);
        var reference = new DeconvReference(12, 12, 4, 5, 2, 3, 0, 1, 1, 1, 3);
        Close.Check(expected, reference.Forward(x, weight, bias, 74, 111), Tolerance, "reference");

        TestConv.Set(reference);
        using Parameter parameter = bench.Parameter(weight, ParameterLayout.Deconv, 3);
        using Parameter biasParameter = bench.Parameter(Array4.Of(blobs[1], 1, 12, 1, 1), ParameterLayout.Vector);
        Blob y = bench.Blob(2, 12, 74, 111, false);
        bench.Kernels.Deconv<TestConv, Bias<Store>>(bench.Place(x, true), parameter, biasParameter, y, false);
        Close.Check(expected, bench.Read(y), Tolerance, "kernel");
    }

    [SharedFact(Goldens.Folder)]
    public void Inner_product()
    {
        using var bench = new Bench(2);
        Array4 x = Goldens.Npy("blob.npy");
        Array4 expected = Goldens.Npy("layer_inner_product.npy");
        IReadOnlyList<float[]> blobs = Goldens.Blobs("layer_inner_product.caffemodel");

        // Axis 3 is multiplied: each row of each plane is a picture cell with 113 channels.
        var cells = new Array4(1, 113, 12, 75);
        for (int plane = 0; plane < 12; plane++)
        for (int h = 0; h < 75; h++)
        for (int w = 0; w < 113; w++)
            cells[0, w, plane, h] = x[plane / 6, plane % 6, h, w];
        TestConv.Set(113, 2, 1, 1, 0);
        using Parameter parameter = bench.Parameter(Array4.Of(blobs[0], 2, 113, 1, 1), ParameterLayout.Conv);
        using Parameter biasParameter = bench.Parameter(Array4.Of(blobs[1], 1, 2, 1, 1), ParameterLayout.Vector);
        Blob y = bench.Blob(1, 2, 12, 75, false);
        bench.Kernels.Conv<TestConv, Bias<Store>>(bench.Place(cells, false), parameter, biasParameter, y, false);
        Array4 result = bench.Read(y);
        var actual = new Array4(2, 6, 75, 2);
        for (int plane = 0; plane < 12; plane++)
        for (int h = 0; h < 75; h++)
        for (int o = 0; o < 2; o++)
            actual[plane / 6, plane % 6, h, o] = result[0, o, plane, h];
        Close.Check(expected, actual, Tolerance, "kernel");
    }

    [SharedFact(Goldens.Folder)]
    public void Normalisation_across_channels()
    {
        using var bench = new Bench(2);
        Array4 x = Goldens.Npy("blob.npy");
        Array4 expected = Goldens.Npy("layer_lrn_channels.npy");
        Close.Check(expected, new LrnReference(5, 1.1, 0.75, 1).Forward(x), Tolerance, "reference");
        TestLrn.Set(5, 1.1f, 0.75f, 1);
        Blob y = bench.Blob(2, 6, 75, 113, true);
        bench.Kernels.Lrn<TestLrn>(bench.Place(x, false), y);
        Close.Check(expected, bench.Read(y), Tolerance, "kernel");
    }

    [SharedTheory(Goldens.Folder)]
    [InlineData(true)]
    [InlineData(false)]
    public void Pooling_with_padding_and_ceiling(bool max)
    {
        using var bench = new Bench(2);
        Array4 x = Goldens.Npy("blob.npy");
        Array4 expected = Goldens.Npy(max ? "layer_pooling_max.npy" : "layer_pooling_ave.npy");
        Assert.Equal((39, 111), (PoolReference.Size(75, 3, 2, 2), PoolReference.Size(113, 5, 1, 1)));
        var reference = new PoolReference(3, 5, 2, 1, 2, 1, 2, 1);
        Close.Check(expected, max ? reference.Max(x, 39, 111).Y : reference.Mean(x, 39, 111), Tolerance, "reference");

        TestPool.Set(reference);
        Blob xBlob = bench.Place(x, false);
        Blob y = bench.Blob(2, 6, 39, 111, false);
        if (max) bench.Kernels.MaxPool<TestPool>(xBlob, y);
        else bench.Kernels.AvgPool<TestPool>(xBlob, y);
        Close.Check(expected, bench.Read(y), Tolerance, "kernel");
    }

    [SharedFact(Goldens.Folder)]
    public void Softmax_through_the_loss()
    {
        using var bench = new Bench(2);
        Array4 x = Goldens.Npy("blob.npy");
        Array4 expected = Goldens.Npy("layer_softmax.npy");
        TestLoss.Set(-1, LossNormalization.Sum, [], 1, 2);
        Blob gradient = bench.Blob(2, 6, 75, 113, true);
        LossCell cell = bench.Cell();
        bench.Kernels.SoftmaxLoss<TestLoss>(bench.Place(x, false), bench.Place(new byte[2 * 75 * 113], 2, 75, 113), gradient, cell, default);
        // Weight 2 over a batch of 2: the gradient is the probability, less 1 for class 0.
        Array4 actual = bench.Read(gradient);
        double loss = 0;
        for (int n = 0; n < 2; n++)
        for (int h = 0; h < 75; h++)
        for (int w = 0; w < 113; w++)
        {
            actual[n, 0, h, w] += 1;
            loss -= Math.Log(expected[n, 0, h, w]);
        }

        Close.Check(expected, actual, Tolerance, "probabilities");
        Assert.Equal(loss, bench.Read(cell).Loss, loss * 1e-5);
    }
}
