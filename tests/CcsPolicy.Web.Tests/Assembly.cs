[assembly: Xunit.TestCollectionOrderer(typeof(CcsPolicy.Testing.LongestFirst))]
