using System.ComponentModel;

namespace FcnGen.CompilerServices;

/// <summary>
/// Every operation that generated code asks of a device. Implemented by structs, so that a network's launch sequence is compiled
/// once per device with no virtual call. <c>y</c> is what an operation writes, <c>dx</c> the gradient of a loss by <c>x</c>; with
/// <c>accumulate</c> the result is added to what is there. All blobs of one call live in the same arena. Batch, height and width
/// come from the blobs: <c>y</c> may be smaller than the layer's natural output (a crop), never larger than it is defined.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IKernels
{
    /// <summary>y (+)= epilogue(x ⋆ w): cross-correlation; taps outside <paramref name="x"/> read zero.</summary>
    /// <param name="x">Input, <c>TShape.InputChannels</c>.</param>
    /// <param name="weight">Kernels.</param>
    /// <param name="bias">One value per output channel; null unless <c>TEpilogue.HasBias</c>.</param>
    /// <param name="y">Output, <c>TShape.OutputChannels</c>.</param>
    /// <param name="accumulate">True to add to <paramref name="y"/>; never together with an activation.</param>
    void Conv<TShape, TEpilogue>(Blob x, Parameter weight, Parameter? bias, Blob y, bool accumulate)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue;

    /// <summary>y = activation(epilogue(x ⋆ w)), the activation with a learned value per channel.</summary>
    /// <param name="x">Input, <c>TShape.InputChannels</c>.</param>
    /// <param name="weight">Kernels.</param>
    /// <param name="bias">One value per output channel; null unless <c>TEpilogue.HasBias</c>.</param>
    /// <param name="parameter">What the activation learned, one value per output channel.</param>
    /// <param name="y">Output, <c>TShape.OutputChannels</c>.</param>
    void Conv<TShape, TEpilogue, TActivation>(Blob x, Parameter weight, Parameter? bias, Parameter parameter, Blob y)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue where TActivation : struct, IParametricActivation;

    /// <summary>
    /// dx = mask(dx·accumulate + transpose(w) ⋆ dy), the mask read from <paramref name="x"/>: what the activation that made the value has stored.
    /// </summary>
    void ConvBackwardData<TShape, TMask>(Blob dy, Parameter weight, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IConvShape where TMask : struct, IGradientMask;

    /// <summary>The gradients of the weights and, if <paramref name="bias"/> is given, of the bias; added if <paramref name="accumulate"/>.</summary>
    void ConvBackwardWeights<TShape>(Blob x, Blob dy, Parameter weight, Parameter? bias, bool accumulate)
        where TShape : struct, IConvShape;

    /// <summary>y (+)= epilogue(x transposed-convolved with w).</summary>
    void Deconv<TShape, TEpilogue>(Blob x, Parameter weight, Parameter? bias, Blob y, bool accumulate)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue;

    /// <summary>y = activation(epilogue(x transposed-convolved with w)), the activation with a learned value per channel.</summary>
    void Deconv<TShape, TEpilogue, TActivation>(Blob x, Parameter weight, Parameter? bias, Parameter parameter, Blob y)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue where TActivation : struct, IParametricActivation;

    /// <summary>As <see cref="ConvBackwardData"/> for a transposed convolution.</summary>
    void DeconvBackwardData<TShape, TMask>(Blob dy, Parameter weight, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IConvShape where TMask : struct, IGradientMask;

    /// <summary>As <see cref="ConvBackwardWeights"/> for a transposed convolution.</summary>
    void DeconvBackwardWeights<TShape>(Blob x, Blob dy, Parameter weight, Parameter? bias, bool accumulate)
        where TShape : struct, IConvShape;

    /// <summary>
    /// y (+)= fixed bilinear enlargement of x, each channel by itself: a finite sum with Caffe's kernel
    /// w(i) = 1 − |i − c|/f, f = ⌊(k + 1)/2⌋, c = f − ½ (k even) or f − 1 (k odd), so that weights sum to less than 1 at the border.
    /// </summary>
    void Bilinear<TShape>(Blob x, Blob y, bool accumulate) where TShape : struct, IConvShape;

    /// <summary>The gradient of <see cref="Bilinear"/>; cells of the natural output that lie outside <paramref name="dy"/> count as zero.</summary>
    void BilinearBackward<TShape, TMask>(Blob dy, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IConvShape where TMask : struct, IGradientMask;

    /// <summary>
    /// The class of the largest channel of <see cref="Bilinear"/>'s output per pixel (the first of equals), without storing that output.
    /// </summary>
    void BilinearArgMax<TShape>(Blob x, ByteBlob labels) where TShape : struct, IConvShape;

    /// <summary>
    /// y (+)= x resized to the size of <paramref name="y"/>, each channel by itself. Unlike elsewhere <paramref name="y"/> is always the whole layer:
    /// where a cell reads depends on both sizes.
    /// </summary>
    void Resize<TShape>(Blob x, Blob y, bool accumulate) where TShape : struct, IResizeShape;

    /// <summary>The gradient of <see cref="Resize"/>; cells that nothing read get none.</summary>
    void ResizeBackward<TShape, TMask>(Blob dy, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IResizeShape where TMask : struct, IGradientMask;

    /// <summary>The class of the largest channel per pixel; the first of equals. A comparison with what is not a number is false.</summary>
    void ArgMax(Blob scores, ByteBlob labels);

    /// <summary>
    /// 1 where the only channel is greater than <paramref name="threshold"/>, else 0. A comparison with what is not a number is false.
    /// </summary>
    void Threshold(float threshold, Blob scores, ByteBlob labels);

    /// <summary>The largest value of each window, clipped to the picture.</summary>
    void MaxPool<TShape>(Blob x, Blob y) where TShape : struct, IPoolShape;

    /// <summary>
    /// As <see cref="MaxPool{TShape}(Blob,Blob)"/>, and the tap (row · k + column within the unclipped window) that won; the first of equals.
    /// </summary>
    void MaxPool<TShape>(Blob x, Blob y, ByteBlob winners) where TShape : struct, IPoolShape;

    /// <summary>Gives each gradient to the cell that won.</summary>
    void MaxPoolBackward<TShape, TMask>(Blob dy, ByteBlob winners, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IPoolShape where TMask : struct, IGradientMask;

    /// <summary>
    /// Undoes a max pooling of this shape: y has each value of <paramref name="x"/> at the cell that won the window, and zeros elsewhere. Windows
    /// do not overlap.
    /// </summary>
    void Unpool<TShape>(Blob x, ByteBlob winners, Blob y) where TShape : struct, IPoolShape;

    /// <summary>The gradient of <see cref="Unpool"/>: gives each window the gradient of the cell that won it.</summary>
    void UnpoolBackward<TShape, TMask>(Blob dy, ByteBlob winners, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IPoolShape where TMask : struct, IGradientMask;

    /// <summary>The mean of each window: padding counts as zeros, the overhang beyond it does not count (Caffe).</summary>
    void AvgPool<TShape>(Blob x, Blob y) where TShape : struct, IPoolShape;

    /// <summary>The gradient of <see cref="AvgPool"/>.</summary>
    void AvgPoolBackward<TShape, TMask>(Blob dy, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IPoolShape where TMask : struct, IGradientMask;

    /// <summary>The mean over all cells of each picture, into a map of one cell; summed in a fixed order, and exactly enough for any size.</summary>
    void GlobalAvgPool(Blob x, Blob y);

    /// <summary>The gradient of <see cref="GlobalAvgPool"/>: every cell has its share.</summary>
    void GlobalAvgPoolBackward<TMask>(Blob dy, Blob x, Blob dx, bool accumulate) where TMask : struct, IGradientMask;

    /// <summary>Repeats the only cell of each picture over a map.</summary>
    void Broadcast(Blob x, Blob y);

    /// <summary>The gradient of <see cref="Broadcast"/>: the sum over all cells, as in <see cref="GlobalAvgPool"/>.</summary>
    void BroadcastBackward<TMask>(Blob dy, Blob x, Blob dx, bool accumulate) where TMask : struct, IGradientMask;

    /// <summary>Local response normalisation across channels.</summary>
    void Lrn<TShape>(Blob x, Blob y) where TShape : struct, ILrnShape;

    /// <summary>The gradient of <see cref="Lrn"/>, recomputing the scale from <paramref name="x"/>.</summary>
    void LrnBackward<TShape, TMask>(Blob dy, Blob x, Blob dx, bool accumulate)
        where TShape : struct, ILrnShape where TMask : struct, IGradientMask;

    /// <summary>y = activation(x), as in an epilogue. <paramref name="x"/> and <paramref name="y"/> may be the same blob.</summary>
    void Activate<TActivation>(Blob x, Blob y) where TActivation : struct, IActivation;

    /// <summary>y = activation(x) with a learned value per channel. <paramref name="x"/> and <paramref name="y"/> may be the same blob.</summary>
    /// <param name="x">Input.</param>
    /// <param name="parameter">One value per channel.</param>
    /// <param name="y">Output.</param>
    void Activate<TActivation>(Blob x, Parameter parameter, Blob y) where TActivation : struct, IParametricActivation;

    /// <summary>
    /// dx = mask(dx·accumulate + the gradient by what came into an activation with a learned value per channel): <paramref name="x"/>, from
    /// which the mask is read, too. <paramref name="dy"/> and <paramref name="dx"/> may be the same blob where nothing is added.
    /// </summary>
    void ActivateBackwardData<TActivation, TMask>(Blob dy, Parameter parameter, Blob x, Blob dx, bool accumulate)
        where TActivation : struct, IParametricActivation where TMask : struct, IGradientMask;

    /// <summary>The gradient of what an activation learned, summed over the cells of each channel in a fixed order; added if <paramref name="accumulate"/>.</summary>
    void ActivateBackwardParameter<TActivation>(Blob x, Blob dy, Parameter parameter, bool accumulate) where TActivation : struct, IParametricActivation;

    /// <summary>
    /// dx = mask(dx·accumulate + factor · dy), the mask read from <paramref name="x"/>. With <see cref="PassThrough"/>: a scaled copy.
    /// </summary>
    void PointwiseBackward<TMask>(float factor, Blob dy, Blob x, Blob dx, bool accumulate) where TMask : struct, IGradientMask;

    /// <summary>
    /// y = x where the value is kept, over 1 − ratio, else 0. Which values are kept is a pure function of <paramref name="key"/> and the
    /// position in the blob (<see cref="CounterRandom"/>), so nothing is stored. <paramref name="x"/> and <paramref name="y"/> may be the
    /// same blob.
    /// </summary>
    void Dropout(float ratio, KeyCell key, Blob x, Blob y);

    /// <summary>The gradient of <see cref="Dropout"/>, with the same key.</summary>
    void DropoutBackward(float ratio, KeyCell key, Blob dy, Blob dx, bool accumulate);

    /// <summary>y (+)= factor · x: sums, scales and copies into a slice or a window.</summary>
    void AddScaled(float factor, Blob x, Blob y, bool accumulate);

    /// <summary>Sets every value of the view to zero.</summary>
    void Clear(Blob x);

    /// <summary>
    /// Softmax over the channels, the loss L = −Σ weight·log max(p, 2^-126) / N over the pixels that count, and the gradient of
    /// −Σ weight·log p / N: only the reported value is bounded, by 87.34 a pixel. N is 1 or more. <paramref name="scores"/> and <paramref name="gradient"/> may be the same blob.
    /// </summary>
    /// <param name="scores">Class scores.</param>
    /// <param name="labels">True classes; a label that is neither a class nor the ignored one is an error.</param>
    /// <param name="gradient">Receives the gradient by the scores.</param>
    /// <param name="loss">Receives the loss and the pixel count.</param>
    /// <param name="key">Draws the pixels that count, where <c>TShape.KeepProbability</c> is below 1.</param>
    void SoftmaxLoss<TShape>(Blob scores, ByteBlob labels, Blob gradient, LossCell loss, KeyCell key) where TShape : struct, ILossShape;

    /// <summary>
    /// Sigmoid cross-entropy over the channels: L = Σ (w·z·log(1 + e^−x) + (1 − z)·log(1 + e^x)) / N over the channels of the pixels that count,
    /// and its gradient. z is 1 where the channel is that of the label (of a single channel: where the label is 1), else 0; w is
    /// <c>TShape.PositiveWeight</c>, and N counts pixels and is 1 or more. <paramref name="scores"/> and <paramref name="gradient"/> may be the same blob.
    /// </summary>
    /// <param name="scores">Scores, of which the sigmoid is the probability of the channel.</param>
    /// <param name="labels">0 to <c>TShape.Classes</c> − 1; a label that is neither that nor the ignored one is an error.</param>
    /// <param name="gradient">Receives the gradient by the scores.</param>
    /// <param name="loss">Receives the loss and the pixel count.</param>
    /// <param name="key">Draws the pixels that count, where <c>TShape.KeepProbability</c> is below 1.</param>
    void SigmoidLoss<TShape>(Blob scores, ByteBlob labels, Blob gradient, LossCell loss, KeyCell key) where TShape : struct, ISigmoidLossShape;
}
