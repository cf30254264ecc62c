// Test shapes are static state, see TestConv.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
