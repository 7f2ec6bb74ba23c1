.PHONY: help verify quickstart bench format clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

verify: ## Build everything and run all tests
	./mvnw verify

quickstart: ## Run the whole pipeline here, on sample documents
	./sluice quickstart

bench: ## Measure against the simulated model server; about 10 minutes
	./mvnw --quiet -DskipTests -pl benchmarks -am package
	./benchmarks/run

format: ## Format all sources; needs Maven to run on a JDK of 21 or newer
	./mvnw spotless:apply

clean: ## Delete what was built
	./mvnw clean
