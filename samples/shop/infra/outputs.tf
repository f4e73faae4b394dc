output "orders_endpoint" {
  description = "Host of the orders database"
  value       = aws_db_instance.orders.address
}

output "checkout_url" {
  description = "What the web front calls"
  value       = aws_lambda_function_url.checkout.function_url
}
