using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Consumers;

/// <summary>The tests that share one feed.</summary>
[CollectionDefinition(LocalFeed.Collection)]
public sealed class SharedFeed : ICollectionFixture<LocalFeed>;
